# Builds with the compiler and without what only tests need; runs without both.
FROM node:22-bookworm-slim AS build
WORKDIR /app
# For net-ping's raw sockets; without them the system's ping is used.
RUN apt-get update && apt-get install -y --no-install-recommends python3 make g++ && rm -rf /var/lib/apt/lists/*
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
RUN npm run build && npm prune --omit=dev

FROM node:22-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production HOST=0.0.0.0
RUN apt-get update && apt-get install -y --no-install-recommends iputils-ping ca-certificates \
  && rm -rf /var/lib/apt/lists/* \
  && mkdir /app/data && chown node:node /app/data
COPY --from=build /app/package.json /app/package-lock.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY --from=build /app/scripts scripts
COPY --from=build /app/prisma prisma
USER node
VOLUME /app/data
EXPOSE 8443
# Not by npm, which would stand between the signals and the process.
CMD ["node", "dist/main.js"]
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
  CMD ["node", "-e", "process.env.NODE_TLS_REJECT_UNAUTHORIZED='0';fetch(`${process.env.TLS==='off'?'http':'https'}://127.0.0.1:${process.env.PORT||8443}/readyz`).then(r=>process.exit(r.ok?0:1),()=>process.exit(1))"]
