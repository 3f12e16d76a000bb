export type Network = object;
