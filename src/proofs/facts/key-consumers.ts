export { KEY_CONSUMERS, type KeyConsumer } from '../../keys/private/key-consumers';
