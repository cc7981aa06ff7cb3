export const HELP = `cdk-gold: checks and evidence for AWS CDK apps and CloudFormation templates

Usage
  cdk-gold report [<cdk.out>]               write the evidence of a synth that GoldChecks saw, and print its summary
  cdk-gold check <template.json | cdk.out>…  look every control up in synthesized or plain CloudFormation templates
  cdk-gold prove <template | cdk.out>…      decide what the policies of such templates mean, with a request for each claim that does not hold
  cdk-gold diff <old> <new>                 decide who gained and lost what access between two such templates or folders

Options
  --output <folder>   report: where the folder evidence goes (default: the assembly itself)
  --claims <file>     prove: claims of your own in JSON; schema/claims.schema.json of this package describes them
  --account <id>, --region <name>  prove, diff: where templates go that don't say so; policies that name an account need it
  --trusted-deployer <arn>  prove: a deploying role that may do everything by its own policies; may be given again
  --json              print JSON
  --help, --version

report writes evidence/index.html, and controls.csv, keys.csv and proofs.csv beside it. SOURCE_DATE_EPOCH sets its date.
Where GoldProofs ran, it prints what is proved, a line for each claim, with the time it took.
check knows no acknowledgements: those are the app's, and report has them.
prove claims of every policy that nobody outside the account has access and that no service acts for somebody else, and of keys more.
prove and diff read templates in JSON and in YAML, check in JSON.
diff takes what only a deployment knows, such as parameters and names that CloudFormation makes up, to be the same on both sides.

Exit codes
  0  done; for check: nothing of medium severity or above is violated; for prove: everything is proved, or accepted as undecided; for diff: nobody gained or lost access
  1  check: something of medium severity or above is violated, or a check failed to run; prove: something is refuted or undecided;
     diff: somebody gained or lost access, or something is undecided
  2  the command line or a file can't be used
`;
