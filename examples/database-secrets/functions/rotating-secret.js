// Reads a secret that rotates. Copy it, or use the Parameters utility of Powertools for AWS Lambda with a `maxAge` and `forceFetch` in the same way.

/** How long a value is used before it is read again: Secrets Manager bills each read, and a revoked credential should not live long. */
const KEEP_MILLISECONDS = 60_000;
/** How long a client waits for the new value when the old one is refused: with a single user the server knows the new password first. */
const PATIENCE_MILLISECONDS = 15_000;
const FIRST_DELAY_MILLISECONDS = 100;

class RotatingSecret {
  /**
   * @param {object} options
   * @param {() => Promise<string>} options.read reads the secret's text: always with VersionStage AWSCURRENT, which policies may ask for
   * @param {(error: unknown) => boolean} options.isRefused whether a server's error says that the credential is wrong (PostgreSQL: code 28P01)
   * @param {number} [options.keepMilliseconds]
   * @param {number} [options.patienceMilliseconds]
   */
  constructor({ read, isRefused, keepMilliseconds = KEEP_MILLISECONDS, patienceMilliseconds = PATIENCE_MILLISECONDS }) {
    this.read = read;
    this.isRefused = isRefused;
    this.keepMilliseconds = keepMilliseconds;
    this.patienceMilliseconds = patienceMilliseconds;
    this.known = undefined;
    this.reading = undefined;
  }

  /** Logs in, or does whatever takes the credential: with what is known, and, if that is refused, with what is read anew. No value is tried twice. */
  async use(work) {
    const deadline = Date.now() + this.patienceMilliseconds;
    for (let text = await this.value(); ;) {
      try {
        return await work(JSON.parse(text));
      } catch (error) {
        if (!this.isRefused(error)) { throw error; }
        text = await this.newerThan(text, deadline);
        if (text === undefined) { throw error; } // the credential is simply wrong: trying on would lock the user
      }
    }
  }

  async value() {
    if (this.known !== undefined && Date.now() < this.known.until) { return this.known.text; }
    return this.refresh();
  }

  /** The value, once it is another one than what was refused; `undefined` if it stays the same. */
  async newerThan(tried, deadline) {
    for (let delay = FIRST_DELAY_MILLISECONDS; ; delay *= 2) {
      if (this.known !== undefined && this.known.text !== tried) { return this.known.text; } // somebody else has read it meanwhile
      const text = await this.refresh();
      if (text !== tried) { return text; }
      if (Date.now() + delay > deadline) { return undefined; }
      await new Promise((done) => { setTimeout(done, delay); });
    }
  }

  /** Many callers at once are one read. */
  async refresh() {
    this.reading ??= this.read()
      .then((text) => {
        this.known = { text, until: Date.now() + this.keepMilliseconds };
        return text;
      })
      .finally(() => { this.reading = undefined; });
    return this.reading;
  }
}

module.exports = { RotatingSecret };
