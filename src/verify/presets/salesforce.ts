import type { Preset } from '../preset.ts';

export const salesforce: Preset = {
  about: 'Salesforce: outbound messages (SOAP)',
  verify: { scheme: 'secret_url' },
  body: { soap: ['Notification'] },
  split:
    "[one | {'OrganizationId': payload.notifications.OrganizationId} for one in payload.notifications.Notification or []]",
  event: "((payload.sObject or {}).get('@type') or '').split(':')[-1]",
  unique: 'payload.Id',
  order_key: 'payload.sObject.Id',
  answer: 'stored',
  reply: {
    type: 'text/xml',
    body: '<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body><notificationsResponse xmlns="http://soap.sforce.com/2005/09/outbound"><Ack>true</Ack></notificationsResponse></soapenv:Body></soapenv:Envelope>',
  },
  waits: 'no figure; for 24 hours, with pauses up to 2 hours, until the answer is its acknowledgement',
  unsure: [
    'platform events and Change Data Capture are not sent over HTTP; a Flow can send any JSON: use the scheme `token`',
  ],
};
