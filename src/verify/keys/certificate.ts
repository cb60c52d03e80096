import { type KeyObject, X509Certificate } from 'node:crypto';
import { rootCertificates } from 'node:tls';
import { notVerified } from '../sent.ts';

/** What a sender's certificate must be. */
export interface Expected {
  /** Ends of the subject's common name, such as `.paypal.com`. */
  names: readonly string[];
  /** Certificates of authorities that are trusted beside those of this Node, as PEM. */
  authorities: string | undefined;
  /** Whether a certificate that comes without those who issued it counts: it came over https from an allowed host. */
  alone: boolean;
}

const PEM = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;
/** No real chain is longer. */
const LONGEST_CHAIN = 6;

/** The public key of the first certificate in a PEM file, once it is found to be in order. Throws RequestError 401. */
export function keyOfCertificate(pem: string, expected: Expected, now: number): KeyObject {
  const [leaf, ...others] = certificatesIn(pem);
  if (leaf === undefined) {
    throw notVerified('what the certificate URL gave is no certificate');
  }
  const name = /^CN=(.*)$/m.exec(leaf.subject)?.[1]?.toLowerCase() ?? '';
  if (!expected.names.some((end) => name.endsWith(end.toLowerCase()))) {
    throw notVerified(`the certificate is that of ${name.slice(0, 100)}, not of ${expected.names.join(' or ')}`);
  }
  checkTime(leaf, now);
  const own = certificatesIn(expected.authorities ?? '');
  if (others.length > 0 || own.length > 0 || !expected.alone) {
    checkChain(leaf, others, own, now);
  }
  return leaf.publicKey;
}

function certificatesIn(pem: string): X509Certificate[] {
  try {
    return (pem.match(PEM) ?? []).map((one) => new X509Certificate(one));
  } catch {
    return [];
  }
}

function checkTime(certificate: X509Certificate, now: number): void {
  if (now < certificate.validFromDate.getTime() || now > certificate.validToDate.getTime()) {
    throw notVerified(`the certificate is not valid now: from ${certificate.validFrom} to ${certificate.validTo}`);
  }
}

/** Follows who issued it up to an authority that is trusted. */
function checkChain(
  leaf: X509Certificate,
  between: readonly X509Certificate[],
  own: readonly X509Certificate[],
  now: number,
): void {
  let current = leaf;
  for (let length = 0; length < LONGEST_CHAIN; length += 1) {
    if (issuerOf(current, own) !== undefined || issuerOf(current, roots()) !== undefined) {
      return;
    }
    const issuer = issuerOf(current, between);
    if (issuer === undefined) {
      break;
    }
    checkTime(issuer, now);
    current = issuer;
  }
  throw notVerified('the certificate was not issued by an authority that is trusted here');
}

function issuerOf(certificate: X509Certificate, among: readonly X509Certificate[]): X509Certificate | undefined {
  return among.find((one) => one.ca && certificate.checkIssued(one) && certificate.verify(one.publicKey));
}

let trusted: readonly X509Certificate[] | undefined;

function roots(): readonly X509Certificate[] {
  trusted ??= rootCertificates.map((pem) => new X509Certificate(pem));
  return trusted;
}
