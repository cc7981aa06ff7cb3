/** What every connection is, whatever it speaks. */
export interface Closable { close(): Promise<void> }

/** Runs work on a connection, and closes it whatever happens. */
export async function withConnection<L, C extends Closable, T>(
  connect: (login: L) => Promise<C>, login: L, work: (connection: C) => Promise<T>,
): Promise<T> {
  const connection = await connect(login);
  try {
    return await work(connection);
  } finally {
    await connection.close().catch(() => undefined); // what came before is what counts
  }
}
