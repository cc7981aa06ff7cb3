export * from './product-assets';
export * from './product-template';
