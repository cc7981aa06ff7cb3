const { GetSecretValueCommand, SecretsManagerClient } = require('@aws-sdk/client-secrets-manager');
const { RotatingSecret } = require('./rotating-secret');

const client = new SecretsManagerClient({});
const secret = new RotatingSecret({
  read: async () => (await client.send(new GetSecretValueCommand({ SecretId: process.env.SECRET, VersionStage: 'AWSCURRENT' }))).SecretString,
  isRefused: (error) => error.code === '28P01', // PostgreSQL: wrong user or password
});

/** Takes an order. `connect` stands for the driver of your choice, with TLS and the certificate of Amazon RDS. */
exports.handler = async (order, _context, connect = require('./connect')) => secret.use(async (login) => {
  const connection = await connect(login);
  await connection.query('INSERT INTO orders (id) VALUES ($1)', [order.id]);
});
