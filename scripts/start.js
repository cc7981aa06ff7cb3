// `npm start`: from a fresh clone to the evidence of examples/payments, with Node and npm only and no AWS account.
const path = require('node:path');
const { build, install, node, root, run, step } = require('./steps');

async function main() {
  await install();
  await build();
  const example = path.join('examples', 'payments');
  const cdk = [path.join(root, 'node_modules', 'aws-cdk', 'bin', 'cdk'), 'synth', '--quiet', '--no-notices', '--output', 'cdk.out'];
  const environment = { CDK_DISABLE_CLI_TELEMETRY: 'true', AWS_EC2_METADATA_DISABLED: 'true' };
  const synthesized = await step(`synthesize ${example} and check it`, () => run(process.execPath, cdk, environment, path.join(root, example)), { mayFail: true });
  const reported = await node('bin/cdk-gold', 'report', path.join(example, 'cdk.out'))();
  process.stdout.write(`\n${reported.output}`);
  if (synthesized.code !== 0) { process.stdout.write(`\n${synthesized.output}`); }
  process.exitCode = synthesized.code || reported.code;
}

main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
