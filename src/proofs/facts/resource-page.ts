export { resourcePage } from '../../private/resource-page';
