import { DescribePortfolioShareStatusCommand, GetAWSOrganizationsAccessStatusCommand, type ServiceCatalogClient } from '@aws-sdk/client-service-catalog';
import { type Pause, patiently } from '../../secrets/parameter/patience';
import { ResourceError } from '../../secrets/parameter/resource-error';

const PAUSE_MILLISECONDS = 5_000;
/** Eleven minutes for all changes of a request: Lambda ends the function after fourteen. */
const PAUSES = 132;

/** What AWS answers where an organization does not let the account share, among other reasons. */
const MAY_BE_THE_ORGANIZATION = ['AccessDeniedException', 'InvalidParametersException', 'InvalidStateException', 'OperationNotSupportedException'];
/** What whoever is no administrator of AWS Service Catalog is answered about the organization. */
const NOT_AN_ADMINISTRATOR = ['AccessDeniedException', 'OperationNotSupportedException', 'ResourceNotFoundException'];

/** The changes that a request makes of who has a portfolio: AWS carries each out in the accounts after it has answered. */
export class ShareOperation {
  private pauses = 0;

  constructor(private readonly client: ServiceCatalogClient, private readonly pause: Pause) {}

  /** Asks for a change, and waits until it is carried out. */
  public async carryOut(action: string, send: () => Promise<{ readonly PortfolioShareToken?: string }>): Promise<void> {
    const { PortfolioShareToken: token } = await this.ask(action, send);
    // there is none where nothing is left to do
    if (token !== undefined) { await this.settle(action, token); }
  }

  /** Waits as often as another time is worth it. */
  public async rest(action: string): Promise<void> {
    this.pauses += 1;
    if (this.pauses > PAUSES) { throw new ResourceError(`${action} is not done after eleven minutes: deploy again later`); }
    await this.pause(PAUSE_MILLISECONDS);
  }

  /** AWS makes one change of a portfolio at a time: https://github.com/awslabs/landing-zone-accelerator-on-aws/issues/893 */
  private async ask<T>(action: string, send: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await this.call(action, send);
      } catch (error) {
        if (!isFailure(error, ...MAY_BE_THE_ORGANIZATION)) { throw error; }
        const advice = await this.advice();
        if (advice !== undefined) { throw new ResourceError(`${error.message}; ${advice}`, error.code); }
        if (error.code !== 'InvalidStateException') { throw error; }
        await this.rest(action);
      }
    }
  }

  /**
   * What keeps the account from sharing, if the organization does.
   *
   * https://docs.aws.amazon.com/servicecatalog/latest/dg/API_GetAWSOrganizationsAccessStatus.html
   */
  private async advice(): Promise<string | undefined> {
    try {
      const { AccessStatus: status } = await this.client.send(new GetAWSOrganizationsAccessStatusCommand());
      return status === 'DISABLED'
        ? 'let AWS Service Catalog work with the organization: run `aws servicecatalog enable-aws-organizations-access` in its management account'
        : undefined;
    } catch (error) {
      return NOT_AN_ADMINISTRATOR.includes((error as Error).name)
        ? 'share from the management account of the organization, or run there `aws organizations register-delegated-administrator '
          + '--service-principal servicecatalog.amazonaws.com --account-id <this account>`'
        : undefined;
    }
  }

  private async settle(action: string, token: string): Promise<void> {
    for (;;) {
      const { Status: status, ShareDetails: details } = await this.call('DescribePortfolioShareStatus', () =>
        this.client.send(new DescribePortfolioShareStatusCommand({ PortfolioShareToken: token })));
      if (status === 'COMPLETED') { return; }
      if (status === 'COMPLETED_WITH_ERRORS' || status === 'ERROR') {
        const codes = [...new Set((details?.ShareErrors ?? []).map(({ Error: code = 'unknown' }) => code))];
        throw new ResourceError(`sharing ended with ${status}${codes.length > 0 ? `: ${codes.join(', ')}` : ''}; see describe-portfolio-share-status`);
      }
      await this.rest(action);
    }
  }

  /** What AWS says of a refusal quotes the account. */
  private async call<T>(action: string, send: () => Promise<T>): Promise<T> {
    try {
      return await patiently(action, send, this.pause);
    } catch (error) {
      const { message, code } = error as ResourceError;
      throw new ResourceError(message.replaceAll(/\d{12}/g, '<account>'), code);
    }
  }
}

/** Whether a failure is one of some of AWS's errors. */
export const isFailure = (error: unknown, ...codes: string[]): error is ResourceError => error instanceof ResourceError && codes.includes(error.code ?? '');
