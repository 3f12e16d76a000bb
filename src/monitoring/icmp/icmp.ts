export type Icmp = object;
