import { isExpired, readReason } from '../../src/evidence/private/acknowledgement';

test.each([
  ['owner=Kim; until=2027-01-31; another team rotates it', { owner: 'Kim', until: '2027-01-31', text: 'another team rotates it' }],
  ['until=2027-01-31; owner=Platform security; moved; see ticket 7', { owner: 'Platform security', until: '2027-01-31', text: 'moved; see ticket 7' }],
  ['owner=Kim; moved', { owner: 'Kim', text: 'moved' }],
  ['until=soon; moved', { until: 'soon', text: 'moved' }],
  ['moved, owner=nobody', { text: 'moved, owner=nobody' }],
  ['owner=Kim', { owner: 'Kim', text: '' }],
  ['', { text: '' }],
])('the reason %j is read as its parts', (reason, parts) => {
  expect(readReason(reason)).toEqual(parts);
});

test.each([
  ['2026-05-14', true],
  ['2026-05-15', false],
  ['2026-05-16', false],
  [undefined, false],
])('on 2026-05-15 an acknowledgement until %s has expired: %s', (until, expired) => {
  expect(isExpired({ until, text: '' }, new Date('2026-05-15T23:59:59Z'))).toBe(expired);
});

test.each(['soon', '2026-02-30', '2026-13-01', '15.5.2027', ''])('a last day that can\'t be read (%j) has passed, so that a slip does not accept for ever', (until) => {
  expect(isExpired({ until, text: '' }, new Date('2026-01-01T00:00:00Z'))).toBe(true);
});
