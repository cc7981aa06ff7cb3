/** For SelectObjectContent, which nothing here calls. */
export const resolveEventStreamSerdeConfig = <T>(config: T): T => config;
export const eventStreamSerdeProvider = (): never => { throw new Error('event streams are not bundled'); };
