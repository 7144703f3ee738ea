/** The address of the gateway. */
export declare const BASE_URL: string;

/** A fetch that hands answers over as OpenAI spells them, and sends requests by another one. */
export declare function gatewayFetch(
  inner?: typeof globalThis.fetch,
): typeof globalThis.fetch;
