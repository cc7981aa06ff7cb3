/** Stands in bundles for the chain of credential providers: a function of Lambda has its role's credentials in its environment, always. */
export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env';
