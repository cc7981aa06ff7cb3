/** Quotes a name. https://learn.microsoft.com/sql/relational-databases/databases/database-identifiers */
export const bracketed = (name: string): string => `[${name.replaceAll(']', ']]')}]`;

/** Quotes text, as Unicode. https://learn.microsoft.com/sql/t-sql/data-types/constants-transact-sql */
export const quoted = (text: string): string => `N'${text.replaceAll('\'', '\'\'')}'`;
