import type { FastifyHelmetOptions } from '@fastify/helmet';

/**
 * What pages may load: everything from here; workers of the map from blobs; styles that antd writes into the page; base
 * map tiles from the operator's origins. No upgrade to https is demanded, since many offices run on plain http inside.
 */
export function contentSecurity(mapOrigins: readonly string[]): FastifyHelmetOptions {
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        baseUri: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'self'"],
        objectSrc: ["'none'"],
        scriptSrc: ["'self'"],
        scriptSrcAttr: ["'none'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        fontSrc: ["'self'", 'data:'],
        workerSrc: ["'self'", 'blob:'],
        childSrc: ["'self'", 'blob:'],
        imgSrc: ["'self'", 'data:', 'blob:', ...mapOrigins],
        connectSrc: ["'self'", ...mapOrigins],
      },
    },
    // Base maps such as 天地图 know their keys by the Referer.
    referrerPolicy: { policy: 'strict-origin-when-cross-origin' },
  };
}
