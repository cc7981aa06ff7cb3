import { sentence, statementsFor } from './example';
import { type ClosedQuestion, type Finding, findingsOf, MOST_FINDINGS, wayOf } from './findings';
import { grouped } from './grouped';
import { ActionNames, ResourceNames, WayNames, written } from './names';
import type { Side, SideAccess, SidePair } from './side';
import { and, type Formula, not, RequestSpace, shown, type World } from '../engine';
import { expectAccounts } from '../model/account-keys';
import { shownRequest } from '../model/shown-request';
import type { ShownRequest } from '../record/proof-run';

/** Access that somebody has on one side and not on the other. */
export interface PairAccess {
  readonly principal: string;
  readonly actions: readonly string[];
  /** Of somebody's own policies; all that the policy is on otherwise. */
  readonly resources?: readonly string[];
  /** `directly`, `through s3`; empty where it makes no difference. */
  readonly ways: readonly string[];
  readonly example: ShownRequest;
  /** The statements that make the difference; nothing where the account's own policies do. */
  readonly because?: string;
}

export interface PairDifference {
  readonly gained: readonly PairAccess[];
  readonly lost: readonly PairAccess[];
  readonly reasons: readonly string[];
}

/** Decides who gained and lost what between two policies. */
export function decidePair(pair: SidePair, worldOf: (documents: readonly unknown[]) => World): PairDifference {
  const { older, newer, homes, holder, reasons } = pair;
  if (JSON.stringify(older.model) === JSON.stringify(newer.model)) { return { gained: [], lost: [], reasons }; }
  const documents = [...older.documents, ...newer.documents];
  const world = worldOf(documents);
  const environment: Formula[] = [];
  const space = new RequestSpace({
    ...world,
    axioms: world.axioms.map(({ id, formula }) => ({
      id,
      formula: (of: RequestSpace) => {
        const made = formula(of);
        if (made) { environment.push(made); }
        return made;
      },
    })),
  }, documents);
  expectAccounts(space, homes);
  const [before, after] = [older.access(space), newer.access(space)];
  const [gained, lost] = [and(after.allowed, not(before.allowed)), and(before.allowed, not(after.allowed))];
  space.close();
  const question = { space, environment: and(...environment), homes, holder };
  const naming = { pair, question, known: world.actions };
  const more = describe(naming, gained, { side: newer, access: after }, { side: older, access: before }, 'gained');
  const less = describe(naming, lost, { side: older, access: before }, { side: newer, access: after }, 'lost');
  return { gained: more.access, lost: less.access, reasons: [...new Set([...reasons, ...more.reasons, ...less.reasons])] };
}

interface Naming {
  readonly pair: SidePair;
  readonly question: ClosedQuestion;
  readonly known: readonly string[];
}

type Verb = 'gained' | 'lost';

interface Has {
  readonly side: Side;
  readonly access: SideAccess;
}

interface Described {
  readonly access: readonly PairAccess[];
  readonly reasons: readonly string[];
}

function describe({ pair, question, known }: Naming, difference: Formula, having: Has, lacking: Has, verb: Verb): Described {
  const { space } = question;
  const { found, reasons, isCut } = findingsOf(question, difference);
  const isConfirmed = ({ request }: Finding) => having.access.confirms(request) === true && lacking.access.confirms(request) === false;
  const texts = (element: 'action' | 'resource') => written([...having.side.documents, ...lacking.side.documents], element);
  const actions = new ActionNames(space.action, known, [...pair.actions, ...texts('action'), 'kms:*'], pair.idle ?? []);
  const resources = new ResourceNames(space.resource, texts('resource'));
  const way = wayOf(space);
  const ways = way && new WayNames(way, `.${pair.region}.${pair.urlSuffix}`);
  const access = grouped(found.filter(isConfirmed)).map((finding): PairAccess => ({
    principal: shown(finding.who.words),
    actions: actions.of(finding.actions),
    ...question.holder === undefined ? {} : { resources: resources.of(finding.resources) },
    ways: IS_IAM.test(finding.request.principal.type) && ways ? ways.of(finding.ways) : [],
    example: shownRequest(finding.request),
    ...because(having.side, lacking.side, finding, verb),
  }));
  const unsure = found.filter((finding) => !isConfirmed(finding)).map(({ request }) =>
    `the second evaluator does not confirm that somebody ${verb} it: ${sentence(shownRequest(request))}`);
  return { access, reasons: [...reasons.map(shown), ...unsure, ...isCut ? [`more than ${MOST_FINDINGS} differences: the rest of what was ${verb} is not listed`] : []] };
}

/** Only who has credentials of an account calls through services. */
const IS_IAM = /^(role|user|root|federated-user)$/;

/** A denial takes what an allowance would give. */
function because(having: Side, lacking: Side, { request }: Finding, verb: Verb): Pick<PairAccess, 'because'> {
  const denying = statementsFor(lacking.documents, request, 'Deny');
  const allowing = statementsFor(having.documents, request, 'Allow');
  const isGained = verb === 'gained';
  if (denying.length > 0) { return { because: `${isGained ? 'no longer denied' : 'denied'} by ${denying.join(', ')}` }; }
  return allowing.length > 0 ? { because: `${isGained ? 'allowed' : 'no longer allowed'} by ${allowing.join(', ')}` } : {};
}
