import * as fc from 'fast-check';
import { encodingsOf, leaked } from './canaries';

const secret = fc.string({ minLength: 16, maxLength: 40 });
const noise = fc.string({ unit: 'binary', maxLength: 60 });

test('a secret is found in each of its encodings, wherever it stands', () => {
  const some = fc.uniqueArray(secret, { minLength: 1, maxLength: 5 });
  fc.assert(fc.property(some, noise, noise, fc.nat(), fc.nat(), (secrets, before, after, which, encoding) => {
    const at = which % secrets.length;
    const forms = encodingsOf(secrets[at]);
    expect(leaked(`${before}${forms[encoding % forms.length]}${after}`, secrets)).toContain(at);
  }));
});

test('what is found is in the text, in one of the encodings', () => {
  fc.assert(fc.property(fc.uniqueArray(secret, { maxLength: 5 }), fc.array(noise), fc.nat(), (secrets, parts, which) => {
    const text = parts.join(secrets.length > 0 ? secrets[which % secrets.length] : '');
    expect(leaked(text, secrets)).toEqual(secrets.flatMap((one, at) => (encodingsOf(one).some((form) => text.includes(form)) ? [at] : [])));
  }));
});
