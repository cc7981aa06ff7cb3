export * from './domain-parameters';
export * from './gold-product';
export * from './product-assets';
export * from './product-template';
export * from './products/bucket-product';
export * from './products/domain-product';
