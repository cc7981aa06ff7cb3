import { resourcePage } from './resource-page';

/** A type of resource that may give access by something else than a policy whose meaning is decided. */
export interface AccessGivingType {
  readonly type: string;
  /** Path of the property that gives it, `*` for each element of a list; without one, the resource gives it by being there. */
  readonly property?: string;
  /** Values of that property that give nothing. */
  readonly harmless?: readonly (string | boolean)[];
  readonly source: string;
}

const whole = (...types: readonly string[]): AccessGivingType[] => types.map((type) => ({ type, source: resourcePage(type) }));

const by = (property: string, ...types: readonly string[]): AccessGivingType[] => whole(...types).map((one) => ({ ...one, property }));

const unless = (harmless: AccessGivingType['harmless'], property: string, ...types: readonly string[]): AccessGivingType[] =>
  by(property, ...types).map((one) => ({ ...one, harmless }));

const SAM = 'https://docs.aws.amazon.com/serverless-application-model/latest/developerguide';

/** Resources that are a permission, a grant, a share, an assignment or a credential. */
const GRANTS = whole(
  'AWS::ACMPCA::Permission', 'AWS::AccountAccess::Entitlement', 'AWS::Chatbot::MicrosoftTeamsChannelConfiguration', 'AWS::Chatbot::SlackChannelConfiguration',
  'AWS::CloudWatch::AccessGrant', 'AWS::CloudWatch::DomainAccessGrantForOrganization', 'AWS::Config::AggregationAuthorization', 'AWS::DataZone::PolicyGrant',
  'AWS::DataZone::SubscriptionTarget', 'AWS::EC2::NetworkInterfacePermission', 'AWS::EC2::VPCEndpointServicePermissions', 'AWS::ECR::PublicRepository',
  'AWS::EKS::AccessEntry', 'AWS::EMR::StudioSessionMapping', 'AWS::EntityResolution::PolicyStatement', 'AWS::Events::EventBusPolicy',
  'AWS::GlobalAccelerator::CrossAccountAttachment', 'AWS::IAM::AccessKey', 'AWS::IAM::OIDCProvider', 'AWS::IAM::SAMLProvider', 'AWS::IAM::UserToGroupAddition',
  'AWS::IdentityStore::GroupMembership', 'AWS::IoT::PolicyPrincipalAttachment', 'AWS::IoT::RoleAlias',
  'AWS::IoTSiteWise::AccessPolicy', 'AWS::LakeFormation::DataLakeSettings', 'AWS::LakeFormation::Permissions', 'AWS::LakeFormation::PrincipalPermissions',
  'AWS::Lambda::LayerVersionPermission', 'AWS::Lambda::Permission', 'AWS::LicenseManager::Grant', 'AWS::Oam::Link',
  'AWS::PCAConnectorAD::TemplateGroupAccessControlEntry', 'AWS::QBusiness::DataAccessor', 'AWS::QBusiness::Permission', 'AWS::RAM::Permission',
  'AWS::RAM::PermissionAssociation', 'AWS::RAM::PrincipalAssociation', 'AWS::RAM::ResourceAssociation', 'AWS::RAM::ResourceShare',
  'AWS::Redshift::EndpointAuthorization', 'AWS::RolesAnywhere::Profile', 'AWS::RolesAnywhere::TrustAnchor', 'AWS::S3::AccessGrant',
  'AWS::SSO::ApplicationAssignment', 'AWS::SSO::Assignment', 'AWS::SSO::PermissionSet', 'AWS::SecurityLake::Subscriber',
  'AWS::ServiceCatalog::PortfolioPrincipalAssociation', 'AWS::ServiceCatalog::PortfolioShare', 'AWS::Signer::ProfilePermission', 'AWS::Transfer::User',
);

/** Resources that are a policy of another one. */
const POLICIES = whole(
  'AWS::APS::ResourcePolicy', 'AWS::Bedrock::KnowledgeBasePolicy', 'AWS::Bedrock::ResourcePolicy', 'AWS::BedrockAgentCore::ResourcePolicy',
  'AWS::CloudTrail::ResourcePolicy', 'AWS::EventSchemas::RegistryPolicy', 'AWS::EventsV2::ResourcePolicy', 'AWS::IoT::Policy', 'AWS::Lambda::ResourcePolicy',
  'AWS::Lex::ResourcePolicy', 'AWS::Logs::ResourcePolicy', 'AWS::MSK::ClusterPolicy', 'AWS::MediaPackageV2::ChannelPolicy',
  'AWS::MediaPackageV2::OriginEndpointPolicy', 'AWS::MediaTailor::ChannelPolicy', 'AWS::OpenSearchServerless::AccessPolicy', 'AWS::Organizations::ResourcePolicy',
  'AWS::S3::MultiRegionAccessPointPolicy', 'AWS::S3Files::FileSystemPolicy', 'AWS::S3ObjectLambda::AccessPointPolicy', 'AWS::S3Outposts::BucketPolicy',
  'AWS::S3Vectors::VectorBucketPolicy', 'AWS::SMSVOICE::ResourcePolicy', 'AWS::SSM::ResourcePolicy', 'AWS::VpcLattice::AuthPolicy',
  'AWS::VpcLattice::ResourcePolicy', 'AWS::XRay::ResourcePolicy',
);

/** Resources that give access by one of their properties. */
const OPENED: readonly AccessGivingType[] = [
  ...by('AccessPointPolicy', 'AWS::Backup::BackupAccessPoint'),
  ...by('AccessPolicies', 'AWS::Elasticsearch::Domain', 'AWS::OpenSearchService::Domain'),
  ...by('AccessRules', 'AWS::Lightsail::Bucket'),
  ...by('AgentPermissions', 'AWS::CodeGuruProfiler::ProfilingGroup'),
  ...by('AuthorizationPolicy', 'AWS::EC2::ClientVpnEndpoint'),
  ...by('CreateDatabaseDefaultPermissions', 'AWS::Glue::Catalog'),
  ...by('CreateTableDefaultPermissions', 'AWS::Glue::Catalog'),
  ...by('DatabaseInput.CreateTableDefaultPermissions', 'AWS::Glue::Database'),
  ...by('DeliveryDestinationPolicy', 'AWS::Logs::DeliveryDestination'),
  ...by('DestinationPolicy', 'AWS::Logs::Destination'),
  ...by('Distributions.*.AmiDistributionConfiguration.LaunchPermissionConfiguration', 'AWS::ImageBuilder::DistributionConfiguration'),
  ...by('InvestigationGroupPolicy', 'AWS::AIOps::InvestigationGroup'),
  ...by('LinkSharingConfiguration', 'AWS::QuickSight::Dashboard'),
  ...by('LoginProfile', 'AWS::IAM::User'),
  ...by('ModelPackageGroupPolicy', 'AWS::SageMaker::ModelPackageGroup'),
  ...by('ModelPolicy', 'AWS::Comprehend::DocumentClassifier', 'AWS::Comprehend::EntityRecognizer'),
  ...by('NamespaceResourcePolicy', 'AWS::Redshift::Cluster', 'AWS::RedshiftServerless::Namespace'),
  ...by(
    'Permissions',
    'AWS::QuickSight::ActionConnector', 'AWS::QuickSight::Analysis', 'AWS::QuickSight::Dashboard', 'AWS::QuickSight::DataSet', 'AWS::QuickSight::DataSource',
    'AWS::QuickSight::Flow', 'AWS::QuickSight::Folder', 'AWS::QuickSight::KnowledgeBase', 'AWS::QuickSight::Space', 'AWS::QuickSight::Template',
    'AWS::QuickSight::Theme', 'AWS::QuickSight::TopicV2',
  ),
  ...by(
    'Policy',
    'AWS::ApiGateway::DomainNameV2', 'AWS::Events::EventBus', 'AWS::MediaStore::Container', 'AWS::Oam::Sink',
    'AWS::PaymentCryptography::Key', 'AWS::S3::AccessPoint', 'AWS::S3Express::AccessPoint', 'AWS::S3Outposts::AccessPoint',
  ),
  ...by('PolicyDocument', 'AWS::DSQL::Cluster', 'AWS::EC2::VerifiedAccessEndpoint', 'AWS::EC2::VerifiedAccessGroup'),
  ...by('ReadOnlyAccessAccounts', 'AWS::Lightsail::Bucket'),
  ...by('Replicas.*.ReplicaStreamSpecification.ResourcePolicy', 'AWS::DynamoDB::GlobalTable'),
  ...by('Replicas.*.ResourcePolicy', 'AWS::DynamoDB::GlobalTable'),
  ...by('RepositoryPolicy', 'AWS::ECR::RepositoryCreationTemplate'),
  ...by('ResourceConfig.OpenSearchResourceConfig.DashboardViewerPrincipals', 'AWS::Logs::Integration'),
  ...by('ResourcePolicy', 'AWS::OSIS::Pipeline', 'AWS::RUM::AppMonitor'),
  ...by('ResourcePolicyDocument', 'AWS::Logs::LogGroup'),
  ...by('ResourcesReceivingAccess', 'AWS::Lightsail::Bucket'),
  ...by('S3AccessPoint.Policy', 'AWS::FSx::S3AccessPointAttachment'),
  ...by('S3AccessPolicy', 'AWS::Omics::SequenceStore'),
  ...by('StreamSpecification.ResourcePolicy', 'AWS::DynamoDB::Table'),
  ...unless(['BucketOwnerFullControl', 'BucketOwnerRead', 'LogDeliveryWrite', 'Private'], 'AccessControl', 'AWS::S3::Bucket'),
  ...unless(['AWS_IAM'], 'AuthType', 'AWS::Lambda::Url', 'AWS::Lambda::WebFunctionEndpoint'),
  ...unless(['PRIVATE'], 'Visibility', 'AWS::CodeBuild::Project'),
  ...unless([false, 'false'], 'AllowUnauthenticatedIdentities', 'AWS::Cognito::IdentityPool'),
];

/** Resources of AWS SAM that become permissions, function URLs and stacks. */
const SERVERLESS: readonly AccessGivingType[] = [
  { type: 'AWS::Serverless::Application', source: `${SAM}/sam-resource-application.html` },
  { type: 'AWS::Serverless::Function', source: `${SAM}/sam-resource-function.html` },
];

/** Every type that gives access in such a way, once for each property that does. */
export const ACCESS_GIVING_TYPES: readonly AccessGivingType[] = [...GRANTS, ...POLICIES, ...OPENED, ...SERVERLESS];

/** Properties whose statements are none of a policy that gives access: rules of firewalls, what is masked in data, code. */
export const OTHER_STATEMENTS: readonly Pick<AccessGivingType, 'type' | 'property' | 'source'>[] = [
  ...by('Code', 'AWS::Lambda::Function'),
  ...by('DataProtectionPolicy', 'AWS::Logs::LogGroup', 'AWS::SNS::Topic'),
  ...by('PolicyDocument', 'AWS::Logs::AccountPolicy'),
  ...by('Rules', 'AWS::WAFv2::RuleGroup', 'AWS::WAFv2::WebACL'),
];
