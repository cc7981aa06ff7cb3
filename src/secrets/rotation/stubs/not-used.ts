/**
 * Stands in bundles for what a driver loads and our handlers never reach: signing in to Microsoft Entra ID, and the keys of Always Encrypted,
 * would double the SQL Server bundle.
 */
export {};
