export { accessDifference, type AccessChange, type AccessDifference, type OpenChange, type Place } from './difference';
export { sentence } from './example';
