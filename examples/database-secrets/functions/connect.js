// The driver of your choice; this one is pg: `npm install pg --prefix functions`, and Amazon RDS's certificates beside it (README).
const { readFileSync } = require('node:fs');
const path = require('node:path');

/** Logs in with TLS. The secret has its host and port from CloudFormation, and its database from the first rotation on. */
exports.connect = async ({ host, port, username, password, dbname = 'shop' }) => {
  const { Client } = require('pg');
  const client = new Client({
    host, port: Number(port), user: username, password, database: dbname, ssl: { ca: readFileSync(path.join(__dirname, 'global-bundle.pem'), 'utf8') },
  });
  await client.connect();
  return client;
};
