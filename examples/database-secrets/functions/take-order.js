const { GetSecretValueCommand, SecretsManagerClient } = require('@aws-sdk/client-secrets-manager');
const { connect } = require('./connect');
const { RotatingSecret } = require('./rotating-secret');

const client = new SecretsManagerClient({});
const secret = new RotatingSecret({
  read: async () => (await client.send(new GetSecretValueCommand({ SecretId: process.env.SECRET, VersionStage: 'AWSCURRENT' }))).SecretString,
  isRefused: (error) => error.code === '28P01', // PostgreSQL: wrong user or password
});

/** Takes an order. */
exports.handler = async (order) => {
  const connection = await secret.use(connect); // what is refused is tried again; what is done with the connection is not
  try {
    await connection.query('INSERT INTO orders (id) VALUES ($1)', [order.id]);
  } finally {
    await connection.end();
  }
};
