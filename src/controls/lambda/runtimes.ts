export const RUNTIMES_PAGE = 'https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html';

/** Runtimes that AWS still patches in November 2026, with the day it stops, as its page planned in August 2026. */
export const SUPPORTED_RUNTIMES: Readonly<Record<string, string>> = {
  'nodejs22.x': '2027-04-30',
  'nodejs24.x': '2028-04-30',
  'python3.11': '2027-06-30',
  'python3.12': '2028-10-31',
  'python3.13': '2029-06-30',
  'python3.14': '2029-06-30',
  'java8.al2': '2027-06-30',
  'java8.al2023': '2029-06-30',
  'java11': '2027-06-30',
  'java11.al2023': '2029-06-30',
  'java17': '2027-06-30',
  'java17.al2023': '2029-06-30',
  'java21': '2029-06-30',
  'java25': '2029-06-30',
  'dotnet10': '2028-11-14',
  'ruby3.3': '2027-03-31',
  'ruby3.4': '2028-03-31',
  'ruby4.0': '2029-03-31',
  'provided.al2023': '2029-06-30',
};

/** Runtimes that AWS patches no more in November 2026. */
export const DEPRECATED_RUNTIMES: readonly string[] = [
  'nodejs', 'nodejs4.3', 'nodejs4.3-edge', 'nodejs6.10', 'nodejs8.10', 'nodejs10.x', 'nodejs12.x', 'nodejs14.x', 'nodejs16.x', 'nodejs18.x', 'nodejs20.x',
  'python2.7', 'python3.6', 'python3.7', 'python3.8', 'python3.9', 'python3.10',
  'java8', 'dotnetcore1.0', 'dotnetcore2.0', 'dotnetcore2.1', 'dotnetcore3.1', 'dotnet6', 'dotnet8',
  'ruby2.5', 'ruby2.7', 'ruby3.2', 'go1.x', 'provided', 'provided.al2',
];
