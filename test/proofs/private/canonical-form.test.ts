import { shown, symbol } from '../../../src/proofs/engine';
import { canonicalForm } from '../../../src/proofs/private/canonical-form';

const formOf = (value: unknown, name?: string): string => canonicalForm(JSON.stringify(value), name).text;
const rolesOf = (name: string) => ({ arn: `arn:aws:iam::111122223333:role/gold/${name}/*`, tag: name, context: [name] });

describe('the canonical form', () => {
  test('is the same of what differs in symbols', () => {
    expect(formOf([symbol('A/Key'), symbol('A/Role'), symbol('A/Key')])).toBe(formOf([symbol('B/Key'), symbol('B/Role'), symbol('B/Key')]));
  });

  test('tells apart which symbols are equal', () => {
    expect(formOf([symbol('A'), symbol('B')])).not.toBe(formOf([symbol('A'), symbol('A')]));
  });

  test('is the same of what differs in the name', () => {
    expect(formOf(rolesOf('orders'), 'orders')).toBe(formOf(rolesOf('payments'), 'payments'));
  });

  test('tells the name and a symbol apart', () => {
    expect(formOf(['orders', 'orders', symbol('A')], 'orders')).not.toBe(formOf(['orders', symbol('A'), 'orders'], 'orders'));
  });

  test.each([
    ['a part of an ARN that a colon ends', 'arn:aws:kms:orders:111122223333:key/a'],
    ['a part of a longer wildcard', 'role/gold/orders*'],
    ['another case', 'Orders'],
    ['a host', 'orders,shop'],
  ])('keeps a name that is also %s', (_, text) => {
    expect(formOf([text, ...Object.values(rolesOf('orders'))], 'orders')).toContain('gold/orders/*');
  });

  test('keeps a name that is also a field', () => {
    expect(formOf({ orders: 1, ...rolesOf('orders') }, 'orders')).toContain('gold/orders/*');
  });

  test('takes a part of a longer name for another name', () => {
    const both = (name: string) => ({ ...rolesOf(name), other: 'role/gold/orders-eu/x' });
    expect(formOf(both('orders'), 'orders')).toBe(formOf(both('payments'), 'payments'));
  });

  test('is put back into texts for people', () => {
    const form = canonicalForm(JSON.stringify({ role: symbol('Shop/Role'), ...rolesOf('orders') }), 'orders');
    const { role, arn } = JSON.parse(form.text) as { role: string; arn: string };
    expect(form.restored(shown(`${role} and ${arn}`))).toBe('<Shop/Role> and arn:aws:iam::111122223333:role/gold/orders/*');
  });
});
