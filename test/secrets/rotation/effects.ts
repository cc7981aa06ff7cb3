/** What a killed function meets at whatever it tries next: nothing of it reaches anybody. */
export class Killed extends Error {
  constructor() { super('killed'); }
}

/** Counts what a handler does to the world around it, one call, statement or commit after the other, and kills it after one of them. */
export class Effects {
  public readonly names: string[] = [];
  public isDead = false;
  private readonly abandoned: (() => Promise<void>)[] = [];
  private readonly watchers: ((count: number) => Promise<void> | void)[] = [];

  /** @param killAt after which effect the handler dies: 1 is the first */
  constructor(private readonly killAt = Number.POSITIVE_INFINITY) {}

  public get count(): number { return this.names.length; }

  /** Awaited after each effect, before the handler goes on. */
  public onEffect(watcher: (count: number) => Promise<void> | void): void { this.watchers.push(watcher); }

  /** Does something to the world, unless the handler is dead. Whether it succeeds or not, it counts: a server may have seen it. */
  public async perform<T>(name: string, work: () => Promise<T>): Promise<T> {
    if (this.isDead) { throw new Killed(); }
    try {
      return await work();
    } finally {
      await this.note(name);
    }
  }

  /**
   * An open connection whose every method counts. When the handler dies the connection is cut, as the system does with the sockets of a dead
   * process.
   */
  public instrument<C extends { close(): Promise<void> }>(connection: C): C {
    this.abandoned.push(async () => { await connection.close().catch(() => undefined); });
    return new Proxy(connection, {
      get: (target, property) => {
        const member = target[property as keyof C] as unknown;
        if (typeof member !== 'function') { return member; }
        return async (...given: unknown[]) => this.perform(`${String(property)} ${describe(given)}`, async () => (member as (...all: unknown[]) => Promise<unknown>).apply(target, given));
      },
    });
  }

  /** Cuts what a dead handler had open. */
  public async bury(): Promise<void> {
    this.isDead = true;
    await Promise.all(this.abandoned.map((cut) => cut()));
  }

  private async note(name: string): Promise<void> {
    if (this.isDead) { throw new Killed(); }
    this.names.push(name);
    for (const watch of this.watchers) { await watch(this.count); }
    if (this.count >= this.killAt) {
      await this.bury();
      throw new Killed();
    }
  }
}

/** The first words of a statement: never its values. */
const describe = (given: readonly unknown[]): string => (typeof given[0] === 'string' ? given[0].trim().split(/\s+/).slice(0, 3).join(' ') : '');
