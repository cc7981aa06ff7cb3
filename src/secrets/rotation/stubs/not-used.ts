/**
 * Stands in bundles for what a driver or the SDK loads and our handlers never reach: signing in to Microsoft Entra ID, and the keys of Always Encrypted,
 * would double the SQL Server bundle; streams of events and `node:zlib` are for other services than ours.
 */
export {};
