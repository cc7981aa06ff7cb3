export const HELP = `cdk-gold: checks and evidence for AWS CDK apps and CloudFormation templates

Usage
  cdk-gold report [<cdk.out>]               write the evidence of a synth that GoldChecks saw, and print its summary
  cdk-gold check <template.json | cdk.out>…  look every control up in synthesized or plain CloudFormation templates

Options
  --output <folder>   report: where the folder evidence goes (default: the assembly itself)
  --json              print JSON
  --help, --version

report writes evidence/index.html, and controls.csv, keys.csv and proofs.csv beside it. SOURCE_DATE_EPOCH sets its date.
Where GoldProofs ran, it prints what is proved, a line for each claim, with the time it took.
check knows no acknowledgements: those are the app's, and report has them.

Exit codes
  0  done; for check: nothing of medium severity or above is violated
  1  check: something of medium severity or above is violated, or a check failed to run
  2  the command line or a file can't be used
`;
