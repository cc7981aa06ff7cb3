/** How the size of a part compares with a number of bytes. */
export enum SizeComparison {
  /** It is as large. */
  EQUAL = 'EQ',
  /** It is smaller or larger. */
  NOT_EQUAL = 'NE',
  /** It is smaller or as large. */
  AT_MOST = 'LE',
  /** It is smaller. */
  LESS_THAN = 'LT',
  /** It is larger or as large. */
  AT_LEAST = 'GE',
  /** It is larger. */
  MORE_THAN = 'GT',
}
