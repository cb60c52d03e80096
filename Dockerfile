# Build: the compiled program.
FROM node:24-slim AS build
WORKDIR /build
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY tsconfig.json tsconfig.build.json ./
COPY src ./src
RUN npm run build

# What it needs at run time, and no more.
FROM node:24-slim AS dependencies
WORKDIR /dependencies
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --no-audit --no-fund

FROM node:24-slim
ENV NODE_ENV=production HOOKDOO_CONFIG=/config HOOKDOO_HOST=0.0.0.0 HOOKDOO_PORT=8070 HOOKDOO_STORE=/data/hookdoo.db
WORKDIR /hookdoo
COPY --from=dependencies /dependencies/node_modules ./node_modules
COPY --from=build /build/dist ./dist
COPY package.json LICENSE ./
COPY config /config
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 8070
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.HOOKDOO_PORT}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "/hookdoo/dist/main.js"]
CMD ["serve", "--config", "/config"]
