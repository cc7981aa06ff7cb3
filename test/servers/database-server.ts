import { randomBytes } from 'node:crypto';
import { authoritiesOfRun, serverCertificate, type CertificateKind } from './certificates';
import type { ServerFolder } from './server-folder';
import { ServerProcess, type Launch, type Ports } from './server-process';

/** Whether a server takes TLS only, plaintext too, or plaintext only. */
export type TlsMode = 'required' | 'optional' | 'off';

export interface ServerOptions {
  /** `required` unless told. */
  readonly tls?: TlsMode;
  /** `good` unless told: signed by the authority that clients trust, for localhost and 127.0.0.1. */
  readonly certificate?: CertificateKind;
  /** Further arguments of the server's command, after those that tests need. */
  readonly arguments?: readonly string[];
}

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** A real server on loopback for one test file. */
export interface DatabaseServer {
  /** Always `localhost`, which a good certificate names. */
  readonly host: string;
  /** Port for TLS, or for plaintext where TLS is off. */
  readonly port: number;
  /** Port for plaintext; none where TLS is required. */
  readonly plaintextPort?: number;
  /** Certificate, in PEM, of the authority that clients trust, whoever signed the server's. */
  readonly ca: string;
  /** A file with it. */
  readonly caFile: string;
  readonly admin: Credentials;
  readonly version: string;
  readonly pid: number;
  /** The server's private folder. */
  readonly folder: string;
  /** Everything that the server logged, with the most talkative settings that a site may use. */
  log(): string;
  /** Ends the process and removes its folder. */
  stop(): Promise<void>;
}

/** Files of a server's certificate; none where TLS is off. */
export interface TlsFiles {
  readonly ca: string;
  readonly certificate: string;
  readonly key: string;
}

/** What the parts of `DatabaseServer` that are alike for all servers are made of. */
export interface Started {
  readonly process: ServerProcess;
  readonly ports: Ports;
  readonly tls: TlsMode;
  readonly ca: string;
  readonly admin: Credentials;
  readonly version: string;
}

/** What a server's launch is prepared from. */
export interface Preparation {
  readonly folder: ServerFolder;
  readonly ports: Ports;
  readonly tls: TlsMode;
  readonly files?: TlsFiles;
  readonly admin: Credentials;
}

const CA_FILE = 'ca.pem';

/** The parts of `DatabaseServer` that are alike for all servers. */
export abstract class StartedServer implements DatabaseServer {
  public readonly host = 'localhost';
  public readonly port: number;
  public readonly plaintextPort?: number;
  public readonly ca: string;
  public readonly admin: Credentials;
  public readonly version: string;
  private readonly process: ServerProcess;

  /** A server with one port for both takes plaintext at the port of TLS. */
  protected constructor({ process, ports, tls, ca, admin, version }: Started, hasOnePort = false) {
    const plaintext = hasOnePort ? ports.tls : ports.plaintext;
    this.process = process;
    this.port = tls === 'off' ? plaintext : ports.tls;
    this.plaintextPort = tls === 'required' ? undefined : plaintext;
    this.ca = ca;
    this.admin = admin;
    this.version = version;
  }

  public get caFile(): string {
    return this.process.folder.path(CA_FILE);
  }

  public get pid(): number {
    return this.process.pid;
  }

  public get folder(): string {
    return this.process.folder.root;
  }

  public log(): string {
    return this.process.log();
  }

  public stop(): Promise<void> {
    return this.process.stop();
  }
}

/** Makes credentials, certificates and a folder, and starts a server with them. */
export async function start(
  name: string,
  { tls = 'required', certificate = 'good' }: ServerOptions,
  prepare: (preparation: Preparation) => Promise<Launch & { readonly version: string }>,
): Promise<Started> {
  const admin = { username: 'administrator', password: randomBytes(16).toString('hex') };
  const ca = (await authoritiesOfRun()).trusted.certificate;
  const pair = await serverCertificate(certificate);
  let prepared: Pick<Started, 'ports' | 'version'> | undefined;
  const process = await ServerProcess.start(name, async (folder, ports) => {
    const files = { ca: folder.write(CA_FILE, ca), certificate: folder.write('server.pem', pair.certificate), key: folder.write('server-key.pem', pair.key) };
    const launch = await prepare({ folder, ports, tls, files: tls === 'off' ? undefined : files, admin });
    prepared = { ports, version: launch.version };
    return launch;
  });
  return { ...prepared!, process, tls, ca, admin };
}
