/** @peculiar/x509 builds on a container of dependencies that asks for this API, which no class of it uses: that there is no metadata is enough. */
const none = () => undefined;
Object.assign(Reflect, { getMetadata: none, getOwnMetadata: none });
