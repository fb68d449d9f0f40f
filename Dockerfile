# The service with its panel. The Node version is the one that package.json pins.
FROM node:24.21.0-slim AS build
WORKDIR /app
COPY . .
RUN node scripts/prepare.mjs

FROM node:24.21.0-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=4010 DATABASE_URL=file:/data/goodfunds-crm.sqlite
WORKDIR /app
COPY package.json pnpm-workspace.yaml pnpm-lock.yaml ./
COPY shared/package.json shared/
COPY server/package.json server/
RUN npx -y pnpm@12.21.0 install --prod --no-optional --frozen-lockfile --filter @goodfunds/server... \
    && rm -rf /root/.npm /root/.cache /root/.local
COPY shared/src shared/src
COPY server/src server/src
COPY drizzle drizzle
COPY docs/pictures docs/pictures
COPY --from=build /app/docs/dist docs/dist
COPY --from=build /app/web/dist web/dist
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 4010
STOPSIGNAL SIGTERM
# Ready, not only alive: a service that cannot reach its database gets no calls.
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s \
    CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/readyz').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--max-semi-space-size=4", "--heap-growing-percent=30", "server/src/main.ts"]
