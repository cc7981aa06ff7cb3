import { Resource, Stack, type aws_sns as sns } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { PORTFOLIO_LIMITS } from './limits';
import { areDifferent, isOtherAccount } from '../../private/arns';
import { refuseUnless } from '../../private/errors';
import type { GoldPortfolioProps, StackSetOptions } from '../gold-portfolio';
import type { GoldProduct } from '../gold-product';

/** Refuses what a portfolio can't be made of. */
export function checkPortfolio(scope: Construct, props: GoldPortfolioProps): void {
  const { displayName, providerName, description, launcherPatterns, sharedWith = [], notifications = [] } = props;
  for (const [what, got, limit] of [
    ['displayName', displayName, PORTFOLIO_LIMITS.displayName],
    ['providerName', providerName, PORTFOLIO_LIMITS.providerName],
    ['description', description ?? '-', PORTFOLIO_LIMITS.description],
  ] as const) {
    refuseUnless(got.trim().length >= 1 && got.length <= limit, { what: `${what} of a portfolio`, got, allowed: `1 to ${limit} characters`, fix: 'shorten it' });
  }
  refuseUnless(launcherPatterns.length > 0 && launcherPatterns.length <= PORTFOLIO_LIMITS.launcherPatterns, {
    what: 'launcherPatterns', got: launcherPatterns.length, allowed: `1 to ${PORTFOLIO_LIMITS.launcherPatterns}`, fix: 'name the roles that launch products: nobody sees the portfolio otherwise',
  });
  for (const pattern of launcherPatterns) {
    refuseUnless(/^arn:aws(-cn|-us-gov)?:iam:::role\/[\w+=,.@/-]{3,}\*?$/.test(pattern), {
      what: 'launcherPatterns', got: pattern, allowed: 'arn:<partition>:iam:::role/ and a path and name of 3 characters or more, with * at the end or none', fix: 'name the roles without an account: the pattern holds in each',
    });
  }
  const nameOf = (topic: sns.ITopic): string =>
    (Resource.isOwnedResource(topic) ? topic.node.path : JSON.stringify(Stack.of(topic).resolve(topic.topicArn)));
  refuseUnless(new Set(notifications.map(nameOf)).size === notifications.length && notifications.length <= PORTFOLIO_LIMITS.notifications, {
    what: 'notifications', got: `${notifications.length} topics`, allowed: `up to ${PORTFOLIO_LIMITS.notifications}, each once`, fix: 'leave some out: subscribe what shall be told to one topic',
  });
  for (const topic of notifications) { checkTopic(scope, topic, props); }
  const organizations = [...new Set(sharedWith.flatMap(({ organizationId }) => organizationId ?? []))];
  refuseUnless(organizations.length <= 1, { what: 'sharedWith', got: organizations.join(' and '), allowed: 'units and accounts of one organization', fix: 'make a portfolio for each' });
  const twice = sharedWith.find(({ value }, index) => sharedWith.findIndex((other) => other.value === value) !== index);
  refuseUnless(twice === undefined, { what: 'sharedWith', got: `${twice?.value} twice`, allowed: 'each once', fix: 'leave it out' });
}

/** CloudFormation publishes in its own Region, and launch roles name the topic. */
function checkTopic(scope: Construct, topic: sns.ITopic, { displayName, launchRoles }: GoldPortfolioProps): void {
  const what = `the topic '${topic.node.path}' of the portfolio '${displayName}'`;
  const here = Stack.of(scope);
  const isMade = Resource.isOwnedResource(topic);
  refuseUnless(!areDifferent(topic.env.region, here.region), {
    what, got: `a topic of ${topic.env.region}`, allowed: `one of ${here.region}`, fix: 'make one there, and subscribe the same to both',
  });
  refuseUnless(!isMade || !isOtherAccount(topic.env.account, here.account), {
    what, got: `a topic of account ${topic.env.account}`, allowed: `one of account ${here.account}`, fix: 'make one there, or import it: its owner opens it then',
  });
  refuseUnless(!isMade || Stack.of(topic) !== here || Stack.of(launchRoles) === here, {
    what,
    got: `one of the stack '${here.node.path}', which depends on the launch roles`,
    allowed: 'one that the launch roles can name',
    fix: `make it in the stack '${Stack.of(launchRoles).node.path}' of the launch roles, or in a stack of its own`,
  });
}

/** Refuses what a product can't be rolled out by. */
export function checkStackSets({ productName, template, assets }: GoldProduct, { accounts, regions, executionRoleName }: StackSetOptions): void {
  const what = `StackSet of the product '${productName}'`;
  refuseUnless(assets === undefined, {
    what, got: 'files', allowed: 'a product without `assets`', fix: 'offer it by addProduct(…): launch roles read them, and the roles of StackSets don\'t',
  });
  const account = accounts.find((one, index) => !/^\d{12}$/.test(one) || accounts.indexOf(one) !== index);
  refuseUnless(accounts.length > 0 && account === undefined, { what: `accounts of the ${what}`, got: account ?? 'none', allowed: 'accounts of 12 digits, each once', fix: 'name them' });
  const region = regions.find((one) => one !== template.region);
  refuseUnless(regions.length > 0 && region === undefined, {
    what: `regions of the ${what}`, got: region ?? 'none', allowed: `${template.region}: the template was made for it`, fix: 'offer the product in each Region by a catalogue there',
  });
  refuseUnless(/^[\w+=,.@-]{1,64}$/.test(executionRoleName), {
    what: `executionRoleName of the ${what}`, got: executionRoleName, allowed: 'the name of a role, without its path', fix: 'name the role that exists in each account',
  });
}
