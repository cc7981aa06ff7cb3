/**
 * Stands in bundles for what a driver or the SDK loads and our handlers never reach: signing in to Microsoft Entra ID, and the keys of Always Encrypted,
 * would double the SQL Server bundle; `node:zlib`, for a checksum that Secrets Manager has not, a seventh of PostgreSQL's start.
 */
export {};
