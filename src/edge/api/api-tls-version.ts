/** The oldest version of TLS by which an API or its domain name is called. TLS 1.0 and 1.1 are never offered. */
export enum ApiTlsVersion {
  /**
   * TLS 1.2 and 1.3, with forward secrecy. At Regional and private endpoints with post-quantum key exchange for clients that offer it.
   */
  TLS_1_2 = 'TLS_1_2',
  /** TLS 1.3 only. Clients that know no newer version than TLS 1.2 are refused. */
  TLS_1_3 = 'TLS_1_3',
}
