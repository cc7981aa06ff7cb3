/**
 * Stands for `iconv-lite` in the bundle, of which it would be a third. Statements and rows are in UTF-8, which the driver decodes itself; left are
 * messages of errors before a login, in the character set of the server, and nobody reads them.
 */
export const getDecoder = () => ({ write: (bytes: Buffer): string => bytes.toString('latin1'), end: (): undefined => undefined });
