/** Limits of AWS Service Catalog, as its API has them: https://docs.aws.amazon.com/servicecatalog/latest/dg/API_CreateProduct.html */
export const PRODUCT_LIMITS = { owner: 8_191, description: 8_191, supportEmail: 254, supportUrl: 2_083, versionDescription: 8_192 };

/** Quotas of AWS Service Catalog: https://docs.aws.amazon.com/servicecatalog/latest/adminguide/limits.html */
export const CATALOGUE_QUOTAS = { actionsOfVersion: 25, versionsOfProduct: 100, tagOptionsOfResource: 25, productsOfPortfolio: 150 };

/** Characters of the name of a role: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
export const ROLE_NAME_LIMIT = 64;

/** Limits of a portfolio: https://docs.aws.amazon.com/servicecatalog/latest/dg/API_CreatePortfolio.html */
export const PORTFOLIO_LIMITS = {
  displayName: 100,
  providerName: 50,
  description: 2_000,
  /** https://docs.aws.amazon.com/servicecatalog/latest/dg/API_AssociatePrincipalWithPortfolio.html */
  launcherPatterns: 10,
  /** Topics: https://docs.aws.amazon.com/servicecatalog/latest/dg/API_ProvisionProduct.html */
  notifications: 5,
};

/** Limits of a template: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
export const TEMPLATE_LIMITS = { bytes: 1_048_576, resources: 500, parameters: 200, outputs: 200, mappings: 200, descriptionBytes: 1_024 };
