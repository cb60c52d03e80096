import type { Preset } from '../preset.ts';
import { adobeCommerce } from './adobe-commerce.ts';
import { adobeCommerceWebhooks } from './adobe-commerce-webhooks.ts';
import { adyen } from './adyen.ts';
import { adyenPlatform } from './adyen-platform.ts';
import { bigcommerce } from './bigcommerce.ts';
import { calendly } from './calendly.ts';
import { cloudevents } from './cloudevents.ts';
import { clover } from './clover.ts';
import { github } from './github.ts';
import { gitlab } from './gitlab.ts';
import { hubspot } from './hubspot.ts';
import { lightspeedK } from './lightspeed-k.ts';
import { lightspeedX } from './lightspeed-x.ts';
import { loyverse } from './loyverse.ts';
import { mailchimp } from './mailchimp.ts';
import { meta } from './meta.ts';
import { mollie } from './mollie.ts';
import { odoo } from './odoo.ts';
import { paypal } from './paypal.ts';
import { pipedrive } from './pipedrive.ts';
import { salesforce } from './salesforce.ts';
import { shopify } from './shopify.ts';
import { slack } from './slack.ts';
import { square } from './square.ts';
import { standardWebhooks } from './standard-webhooks.ts';
import { stripe } from './stripe.ts';
import { sumup } from './sumup.ts';
import { svix } from './svix.ts';
import { toast } from './toast.ts';
import { twilio } from './twilio.ts';
import { typeform } from './typeform.ts';
import { woocommerce } from './woocommerce.ts';
import { zettle } from './zettle.ts';
import { zoho } from './zoho.ts';
import { zoom } from './zoom.ts';

/** The presets that are built in, by their names. */
export const BUILT_IN: Readonly<Record<string, Preset>> = {
  shopify,
  woocommerce,
  square,
  stripe,
  paypal,
  hubspot,
  pipedrive,
  zoho,
  'lightspeed-x': lightspeedX,
  'lightspeed-k': lightspeedK,
  loyverse,
  toast,
  clover,
  sumup,
  zettle,
  'adobe-commerce': adobeCommerce,
  'adobe-commerce-webhooks': adobeCommerceWebhooks,
  bigcommerce,
  mollie,
  adyen,
  'adyen-platform': adyenPlatform,
  github,
  gitlab,
  slack,
  twilio,
  typeform,
  calendly,
  mailchimp,
  salesforce,
  'standard-webhooks': standardWebhooks,
  svix,
  cloudevents,
  odoo,
  zoom,
  meta,
};
