export interface paths {
    "/users/sign-up": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Register a new user.
         * @description Register a new user. Needs an `app_key`.
         */
        post: operations["signUp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Edit current user. A new password revokes every other token of the user.
         * @description Edit current user. A new password revokes every other token of the user. Needs an `app_key` and an `auth_token`. Params that are not given stay as they are. `PATCH` does the same.
         */
        put: operations["updateUser"];
        post?: never;
        /**
         * Cancel current user account, and all that is under it.
         * @description Cancel current user account, and all that is under it. Needs an `app_key` and an `auth_token`.
         */
        delete: operations["cancelUser"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Log in.
         * @description Log in. Needs an `app_key`.
         */
        post: operations["logIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Log out. The token is dead from then on; other tokens of the user live.
         * @description Log out. The token is dead from then on; other tokens of the user live. Needs an `app_key` and an `auth_token`.
         */
        delete: operations["logOut"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/profile": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show profile.
         * @description Show profile. Needs an `app_key` and an `auth_token`.
         */
        get: operations["getProfile"];
        /**
         * Update profile.
         * @description Update profile. Needs an `app_key` and an `auth_token`. Params that are not given stay as they are. `PATCH` does the same.
         */
        put: operations["updateProfile"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/profile/languages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show available languages: those that are fully translated.
         * @description Show available languages: those that are fully translated. Needs an `app_key` and an `auth_token`.
         */
        get: operations["listLanguages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/profile/time_zones": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show available time zones, with their offset as of now.
         * @description Show available time zones, with their offset as of now. Needs an `app_key` and an `auth_token`.
         */
        get: operations["listTimeZones"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List all groups.
         * @description List all groups. Needs an `app_key` and an `auth_token`.
         */
        get: operations["listGroups"];
        put?: never;
        /**
         * Create a new group.
         * @description Create a new group. Needs an `app_key` and an `auth_token`.
         */
        post: operations["createGroup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/groups/{group_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a group.
         * @description Show a group. Needs an `app_key` and an `auth_token`.
         */
        get: operations["getGroup"];
        /**
         * Edit a group.
         * @description Edit a group. Needs an `app_key` and an `auth_token`. Params that are not given stay as they are. `PATCH` does the same.
         */
        put: operations["updateGroup"];
        post?: never;
        /**
         * Delete a group with its monitors and their history.
         * @description Delete a group with its monitors and their history. Needs an `app_key` and an `auth_token`.
         */
        delete: operations["deleteGroup"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/groups/{group_id}/targets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List all monitors in a group.
         * @description List all monitors in a group. Needs an `app_key` and an `auth_token`.
         */
        get: operations["listTargets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/groups/{group_id}/targets/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a monitor.
         * @description Show a monitor. Needs an `app_key` and an `auth_token`.
         */
        get: operations["getTarget"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/groups/{group_id}/target/urls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List all [urls] monitors in a group.
         * @description List all [urls] monitors in a group. Needs an `app_key` and an `auth_token`.
         */
        get: operations["listTargetUrls"];
        put?: never;
        /**
         * Create a new [target_url] monitor in a group.
         * @description Create a new [target_url] monitor in a group. It is up when a `GET` ends with a status from 200 to 399, its certificate verified and 5 redirects followed at most. The response time runs from the start of name resolution to the last byte of the body, of which 1 MiB is read at most. The first check starts within a second. Needs an `app_key` and an `auth_token`.
         */
        post: operations["createTargetUrl"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/groups/{group_id}/target/urls/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Update a [target_url] monitor.
         * @description Update a [target_url] monitor. What is changed takes hold from the next check; a new place to look at is checked within a second. Status and history stay. Needs an `app_key` and an `auth_token`. Params that are not given stay as they are. `PATCH` does the same.
         */
        put: operations["updateTargetUrl"];
        post?: never;
        /**
         * Delete a [target_url] monitor and its history.
         * @description Delete a [target_url] monitor and its history. Needs an `app_key` and an `auth_token`.
         */
        delete: operations["deleteTargetUrl"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/groups/{group_id}/target/custom_ports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List all [custom_ports] monitors in a group.
         * @description List all [custom_ports] monitors in a group. Needs an `app_key` and an `auth_token`.
         */
        get: operations["listTargetCustomPorts"];
        put?: never;
        /**
         * Create a new [target_custom_port] monitor in a group.
         * @description Create a new [target_custom_port] monitor in a group. It is up when the TCP handshake completes. The response time runs from the start of the connect to its completion. The first check starts within a second. Needs an `app_key` and an `auth_token`.
         */
        post: operations["createTargetCustomPort"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/groups/{group_id}/target/custom_ports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Update a [target_custom_port] monitor.
         * @description Update a [target_custom_port] monitor. What is changed takes hold from the next check; a new place to look at is checked within a second. Status and history stay. Needs an `app_key` and an `auth_token`. Params that are not given stay as they are. `PATCH` does the same.
         */
        put: operations["updateTargetCustomPort"];
        post?: never;
        /**
         * Delete a [target_custom_port] monitor and its history.
         * @description Delete a [target_custom_port] monitor and its history. Needs an `app_key` and an `auth_token`.
         */
        delete: operations["deleteTargetCustomPort"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/groups/{group_id}/target/pings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List all [pings] monitors in a group.
         * @description List all [pings] monitors in a group. Needs an `app_key` and an `auth_token`.
         */
        get: operations["listTargetPings"];
        put?: never;
        /**
         * Create a new [target_ping] monitor in a group.
         * @description Create a new [target_ping] monitor in a group. It is up when an ICMP echo reply comes from the address asked. The response time runs from the request to the reply. The first check starts within a second. Needs an `app_key` and an `auth_token`.
         */
        post: operations["createTargetPing"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/groups/{group_id}/target/pings/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Update a [target_ping] monitor.
         * @description Update a [target_ping] monitor. What is changed takes hold from the next check; a new place to look at is checked within a second. Status and history stay. Needs an `app_key` and an `auth_token`. Params that are not given stay as they are. `PATCH` does the same.
         */
        put: operations["updateTargetPing"];
        post?: never;
        /**
         * Delete a [target_ping] monitor and its history.
         * @description Delete a [target_ping] monitor and its history. Needs an `app_key` and an `auth_token`.
         */
        delete: operations["deleteTargetPing"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List today events or events in the given date range for all or specified monitors.
         * @description List today events or events in the given date range for all or specified monitors. Needs an `app_key` and an `auth_token`.
         */
        get: operations["listEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reports/uptimes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List today uptime or uptime in the given date range for all or specified monitors.
         * @description List today uptime or uptime in the given date range for all or specified monitors. Needs an `app_key` and an `auth_token`.
         */
        get: operations["listUptimes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reports/response_times": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List today response times or response times in the given date range for all or specified monitors.
         * @description List today response times or response times in the given date range for all or specified monitors. Needs an `app_key` and an `auth_token`.
         */
        get: operations["listResponseTimes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description Why there is no success (RFC 9457). `code` is for programs, `detail` for people. */
        Problem: {
            /**
             * @description There is nothing to read under a URI: `code` says it all.
             * @constant
             */
            type: "about:blank";
            /** @description The status's name. */
            title: string;
            /** @description The HTTP status. */
            status: number;
            /** @description A sentence in the user's language, English where there is no user. */
            detail: string;
            /** @description The `X-Request-Id` of the answer, which the log has too. */
            request_id: string;
            /**
             * @description What is wrong, as a word.
             * @enum {string}
             */
            code: "malformed_body" | "invalid_encoding" | "invalid_app_key" | "invalid_auth_token" | "invalid_credentials" | "ssl_required" | "not_found" | "method_not_allowed" | "body_too_large" | "unsupported_media_type" | "validation_failed" | "rate_limited" | "internal_error" | "unavailable";
        };
        /** @description Why params were refused: all of them at once. */
        ValidationProblem: {
            /**
             * @description There is nothing to read under a URI: `code` says it all.
             * @constant
             */
            type: "about:blank";
            /** @description The status's name. */
            title: string;
            /** @description The HTTP status. */
            status: number;
            /** @description A sentence in the user's language, English where there is no user. */
            detail: string;
            /** @description The `X-Request-Id` of the answer, which the log has too. */
            request_id: string;
            /**
             * @description What is wrong, as a word.
             * @constant
             */
            code: "validation_failed";
            /** @description Every param that was refused. */
            errors: components["schemas"]["ParamError"][];
        };
        /** @description A param that was refused. */
        ParamError: {
            /**
             * @description In bracket form, however it was sent.
             * @example group[name]
             */
            param: string;
            /**
             * @description What is wrong with it, as a word.
             * @enum {string}
             */
            code: "required" | "invalid" | "too_short" | "too_long" | "out_of_range" | "taken" | "unknown_param" | "does_not_apply" | "type_mismatch" | "not_allowed";
            /** @description What is wrong with it, in the user's language; continues "[param] …". */
            message: string;
        };
        /** @description An account. */
        User: {
            /** @description Of the account. */
            id: number;
            /** @description As it was given, trimmed. */
            email: string;
            /**
             * Format: date-time
             * @description ISO 8601 with the numeric offset of the user's time zone, without fractions of a second.
             * @example 2013-01-31T00:00:00+02:00
             */
            created_at: string;
        };
        /** @description How a user is addressed. */
        Profile: {
            /** @description Of the account. */
            email: string;
            /** @description In which messages are given: a `code` of the available languages. */
            language: string;
            /** @description ISO 3166-1 alpha-2, in upper case; null for none. */
            country: string | null;
            /** @description In which all dates are given. */
            time_zone: string;
        };
        /** @description A group of monitors. */
        Group: {
            /** @description For `GROUP_ID` in paths. */
            id: number;
            /** @description As it was given, trimmed. */
            name: string;
            /** @description How many monitors are in it. */
            targets_count: number;
            /**
             * Format: date-time
             * @description ISO 8601 with the numeric offset of the user's time zone, without fractions of a second.
             * @example 2013-01-31T00:00:00+02:00
             */
            created_at: string;
            /**
             * Format: date-time
             * @description ISO 8601 with the numeric offset of the user's time zone, without fractions of a second.
             * @example 2013-01-31T00:00:00+02:00
             */
            updated_at: string;
        };
        /** @description A monitor of any kind. */
        Target: components["schemas"]["TargetUrl"] | components["schemas"]["TargetCustomPort"] | components["schemas"]["TargetPing"];
        /** @description A [target_url] monitor. It is up when a `GET` ends with a status from 200 to 399, its certificate verified and 5 redirects followed at most. The response time runs from the start of name resolution to the last byte of the body, of which 1 MiB is read at most. */
        TargetUrl: {
            /** @description For `ID` in paths and for `target_ids`. */
            id: number;
            /** @description The group that it is in. */
            group_id: number;
            /** @description As it was given, trimmed. */
            name: string;
            /** @description Seconds from the start of a check to the start of the next. */
            seconds_between_checks: number;
            /** @description Seconds for one attempt. */
            timeout: number;
            /** @description Further attempts before a check counts as failed. */
            retries_per_check: number;
            /**
             * @description `pending`: there was no check yet.
             * @enum {string}
             */
            status: "pending" | "up" | "down";
            /** @description A check is overdue by more than it can take and 5 s: the status is old news. */
            stale: boolean;
            /**
             * Format: date-time
             * @description Since when; `created_at` while `pending`.
             * @example 2013-01-31T00:00:00+02:00
             */
            status_since: string;
            /**
             * Format: date-time
             * @description Start of the last check that could look; null before it.
             * @example 2013-01-31T00:00:00+02:00
             */
            last_checked_at: string | null;
            /**
             * Format: date-time
             * @description When the next check is due, also while one runs.
             * @example 2013-01-31T00:00:00+02:00
             */
            next_check_at: string;
            /** @description Milliseconds with 3 decimals; null after a failed check. */
            last_response_time: number | null;
            /**
             * Format: date-time
             * @description ISO 8601 with the numeric offset of the user's time zone, without fractions of a second.
             * @example 2013-01-31T00:00:00+02:00
             */
            created_at: string;
            /**
             * Format: date-time
             * @description Of the last edit that changed anything.
             * @example 2013-01-31T00:00:00+02:00
             */
            updated_at: string;
            /**
             * @description The kind of monitor: its params' wrapper.
             * @constant
             */
            type: "target_url";
            /**
             * @description An absolute http or https URL without user info.
             * @example https://www.example.com/
             */
            url: string;
        };
        /** @description A [target_custom_port] monitor. It is up when the TCP handshake completes. The response time runs from the start of the connect to its completion. */
        TargetCustomPort: {
            /** @description For `ID` in paths and for `target_ids`. */
            id: number;
            /** @description The group that it is in. */
            group_id: number;
            /** @description As it was given, trimmed. */
            name: string;
            /** @description Seconds from the start of a check to the start of the next. */
            seconds_between_checks: number;
            /** @description Seconds for one attempt. */
            timeout: number;
            /** @description Further attempts before a check counts as failed. */
            retries_per_check: number;
            /**
             * @description `pending`: there was no check yet.
             * @enum {string}
             */
            status: "pending" | "up" | "down";
            /** @description A check is overdue by more than it can take and 5 s: the status is old news. */
            stale: boolean;
            /**
             * Format: date-time
             * @description Since when; `created_at` while `pending`.
             * @example 2013-01-31T00:00:00+02:00
             */
            status_since: string;
            /**
             * Format: date-time
             * @description Start of the last check that could look; null before it.
             * @example 2013-01-31T00:00:00+02:00
             */
            last_checked_at: string | null;
            /**
             * Format: date-time
             * @description When the next check is due, also while one runs.
             * @example 2013-01-31T00:00:00+02:00
             */
            next_check_at: string;
            /** @description Milliseconds with 3 decimals; null after a failed check. */
            last_response_time: number | null;
            /**
             * Format: date-time
             * @description ISO 8601 with the numeric offset of the user's time zone, without fractions of a second.
             * @example 2013-01-31T00:00:00+02:00
             */
            created_at: string;
            /**
             * Format: date-time
             * @description Of the last edit that changed anything.
             * @example 2013-01-31T00:00:00+02:00
             */
            updated_at: string;
            /**
             * @description The kind of monitor: its params' wrapper.
             * @constant
             */
            type: "target_custom_port";
            /**
             * @description A DNS name (IDNs as well) or an IPv4 or IPv6 address; no scheme, no port, no brackets.
             * @example db.example.com
             */
            host: string;
            /** @description A TCP port. */
            port_number: number;
        };
        /** @description A [target_ping] monitor. It is up when an ICMP echo reply comes from the address asked. The response time runs from the request to the reply. */
        TargetPing: {
            /** @description For `ID` in paths and for `target_ids`. */
            id: number;
            /** @description The group that it is in. */
            group_id: number;
            /** @description As it was given, trimmed. */
            name: string;
            /** @description Seconds from the start of a check to the start of the next. */
            seconds_between_checks: number;
            /** @description Seconds for one attempt. */
            timeout: number;
            /** @description Further attempts before a check counts as failed. */
            retries_per_check: number;
            /**
             * @description `pending`: there was no check yet.
             * @enum {string}
             */
            status: "pending" | "up" | "down";
            /** @description A check is overdue by more than it can take and 5 s: the status is old news. */
            stale: boolean;
            /**
             * Format: date-time
             * @description Since when; `created_at` while `pending`.
             * @example 2013-01-31T00:00:00+02:00
             */
            status_since: string;
            /**
             * Format: date-time
             * @description Start of the last check that could look; null before it.
             * @example 2013-01-31T00:00:00+02:00
             */
            last_checked_at: string | null;
            /**
             * Format: date-time
             * @description When the next check is due, also while one runs.
             * @example 2013-01-31T00:00:00+02:00
             */
            next_check_at: string;
            /** @description Milliseconds with 3 decimals; null after a failed check. */
            last_response_time: number | null;
            /**
             * Format: date-time
             * @description ISO 8601 with the numeric offset of the user's time zone, without fractions of a second.
             * @example 2013-01-31T00:00:00+02:00
             */
            created_at: string;
            /**
             * Format: date-time
             * @description Of the last edit that changed anything.
             * @example 2013-01-31T00:00:00+02:00
             */
            updated_at: string;
            /**
             * @description The kind of monitor: its params' wrapper.
             * @constant
             */
            type: "target_ping";
            /**
             * @description A DNS name (IDNs as well) or an IPv4 or IPv6 address; no scheme, no port, no brackets.
             * @example db.example.com
             */
            host: string;
        };
        /** @description The half-open range [from, to) that was used. */
        DateRange: {
            /**
             * Format: date-time
             * @description ISO 8601 with the numeric offset of the user's time zone, without fractions of a second.
             * @example 2013-01-31T00:00:00+02:00
             */
            from: string;
            /**
             * Format: date-time
             * @description ISO 8601 with the numeric offset of the user's time zone, without fractions of a second.
             * @example 2013-01-31T00:00:00+02:00
             */
            to: string;
        };
        /** @description A change of a monitor's status. */
        Event: {
            /** @description Of the event. */
            id: number;
            /** @description The monitor. */
            target_id: number;
            /** @description The monitor's name as it is now. */
            target_name: string;
            /** @description The group in which the monitor is now. */
            group_id: number;
            /**
             * @description What the monitor became.
             * @enum {string}
             */
            type: "up" | "down";
            /**
             * Format: date-time
             * @description Of `down`: start of the first failed attempt of the check that failed. Of `up`: start of the check that succeeded.
             * @example 2013-01-31T00:00:00+02:00
             */
            started_at: string;
            /**
             * Format: date-time
             * @description When the next event of the monitor started; null: it lasts.
             * @example 2013-01-31T00:00:00+02:00
             */
            ended_at: string | null;
            /** @description Until now while it lasts. */
            duration_seconds: number;
            /** @description null for `up`. */
            reason: components["schemas"]["Reason"] | null;
        };
        /** @description Why a check failed. */
        Reason: {
            /**
             * @description What went wrong, as a word.
             * @enum {string}
             */
            code: "timeout" | "dns_failure" | "connection_refused" | "connection_reset" | "host_unreachable" | "tls_error" | "http_status" | "too_many_redirects" | "invalid_response" | "not_allowed" | "no_reply" | "error";
            /**
             * @description The facts.
             * @example HTTP 503 Service Unavailable
             */
            detail: string;
        };
        /** @description How a monitor spent the range. */
        Uptime: {
            /** @description The monitor. */
            target_id: number;
            /** @description The monitor's name as it is now. */
            target_name: string;
            /** @description Percent of the known time in which the monitor was up, with 4 decimals; below 100 when there was any downtime, null when nothing is known. */
            uptime: number | null;
            /** @description Seconds in which it was up. */
            up_seconds: number;
            /** @description Seconds in which it was down. */
            down_seconds: number;
            /** @description Seconds in which the monitor did not exist or nobody checked it. The three add up to the range. */
            unknown_seconds: number;
            /** @description Checks that could look. */
            checks: number;
            /** @description Of these, checks whose attempts all failed. */
            failed_checks: number;
            /** @description `down` events that overlap the range. */
            outages: number;
        };
        /** @description Response times of a monitor's successful checks. */
        ResponseTimes: {
            /** @description The monitor. */
            target_id: number;
            /** @description The monitor's name as it is now. */
            target_name: string;
            /** @description Milliseconds, with 3 decimals; null without checks. */
            average: number | null;
            /** @description Milliseconds, with 3 decimals; null without checks. */
            minimum: number | null;
            /** @description Milliseconds, with 3 decimals; null without checks. */
            maximum: number | null;
            /** @description Milliseconds, with 3 decimals; null without checks. */
            median: number | null;
            /** @description Milliseconds, with 3 decimals; null without checks. */
            p95: number | null;
            /** @description Milliseconds, with 3 decimals; null without checks. */
            p99: number | null;
            /** @description Successful checks: the ones that have a response time. */
            checks: number;
            /** @description Buckets of local time; empty ones are left out. */
            series: components["schemas"]["ResponseTimeBucket"][];
        };
        /** @description Response times of one bucket. */
        ResponseTimeBucket: {
            /**
             * Format: date-time
             * @description The bucket's beginning, also where that is before the range.
             * @example 2013-01-31T00:00:00+02:00
             */
            at: string;
            /** @description Milliseconds, with 3 decimals. */
            average: number;
            /** @description Milliseconds, with 3 decimals. */
            minimum: number;
            /** @description Milliseconds, with 3 decimals. */
            maximum: number;
            /** @description Successful checks. */
            checks: number;
        };
    };
    responses: {
        /**
         * @description `malformed_body`: the body can not be read as its content type says.
         *
         *     `invalid_encoding`: params are not valid UTF-8.
         */
        MalformedBodyOrInvalidEncoding: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `invalid_app_key`: the `app_key` is missing, unknown or revoked. */
        InvalidAppKey: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control"];
                "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `ssl_required`: the request came over plain HTTP; nothing else has happened. */
        SslRequired: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `body_too_large`: the body has more than 102,400 bytes. */
        BodyTooLarge: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `unsupported_media_type`: the body is neither a form nor JSON, or not in UTF-8. */
        UnsupportedMediaType: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `rate_limited`: too many requests: wait for the seconds in `Retry-After`. */
        RateLimited: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control"];
                "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                "Retry-After": components["headers"]["Retry-After"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `internal_error`: our fault; the log of the service has the request under its `request_id`. */
        InternalError: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control"];
                "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `unavailable`: the database is away: try again after the seconds in `Retry-After`. */
        Unavailable: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control"];
                "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                "Retry-After": components["headers"]["Retry-After"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /**
         * @description `invalid_app_key`: the `app_key` is missing, unknown or revoked.
         *
         *     `invalid_auth_token`: the `auth_token` is missing, unknown, expired, revoked, or was made with another app's key.
         */
        InvalidAppKeyOrInvalidAuthToken: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control"];
                "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /**
         * @description `invalid_app_key`: the `app_key` is missing, unknown or revoked.
         *
         *     `invalid_credentials`: the email or the password is wrong.
         */
        InvalidAppKeyOrInvalidCredentials: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control"];
                "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `invalid_encoding`: params are not valid UTF-8. */
        InvalidEncoding: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `not_found`: what the path names is not there, or is another user's. */
        NotFound: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control"];
                "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: {
        /** @description Names the request in logs; a sane one of the client is kept. */
        "X-Request-Id": string;
        /** @description `no-store`. */
        "Cache-Control": string;
        /** @description Requests per minute. The three are absent where no limit is set, or where the request failed before it was counted. */
        "RateLimit-Limit": number;
        /** @description Requests that are left in this minute. */
        "RateLimit-Remaining": number;
        /** @description Seconds until all are left again. */
        "RateLimit-Reset": number;
        /** @description Seconds after which to try again. */
        "Retry-After": number;
        /** @description `Bearer`. */
        "WWW-Authenticate": string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    signUp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    user: {
                        /** @description Compared without case. */
                        email: string;
                        /**
                         * Format: password
                         * @description 8 characters to 72 bytes in UTF-8.
                         */
                        password: string;
                    };
                };
                "application/x-www-form-urlencoded": {
                    /** @description Compared without case. */
                    "user[email]": string;
                    /**
                     * Format: password
                     * @description 8 characters to 72 bytes in UTF-8.
                     */
                    "user[password]": string;
                };
                "multipart/form-data": {
                    /** @description Compared without case. */
                    "user[email]": string;
                    /**
                     * Format: password
                     * @description 8 characters to 72 bytes in UTF-8.
                     */
                    "user[password]": string;
                };
            };
        };
        responses: {
            /** @description It was made: this is how it is now. */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        user: components["schemas"]["User"];
                        /** @description For every request that needs a user. It is shown only here. */
                        auth_token: string;
                    };
                };
            };
            400: components["responses"]["MalformedBodyOrInvalidEncoding"];
            401: components["responses"]["InvalidAppKey"];
            403: components["responses"]["SslRequired"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description `validation_failed`: params are wrong: `errors` names each of them. */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationProblem"];
                };
            };
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    updateUser: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    user?: {
                        /** @description Compared without case. */
                        email?: string;
                        /**
                         * Format: password
                         * @description 8 characters to 72 bytes in UTF-8.
                         */
                        password?: string;
                    };
                };
                "application/x-www-form-urlencoded": {
                    /** @description Compared without case. */
                    "user[email]"?: string;
                    /**
                     * Format: password
                     * @description 8 characters to 72 bytes in UTF-8.
                     */
                    "user[password]"?: string;
                };
                "multipart/form-data": {
                    /** @description Compared without case. */
                    "user[email]"?: string;
                    /**
                     * Format: password
                     * @description 8 characters to 72 bytes in UTF-8.
                     */
                    "user[password]"?: string;
                };
            };
        };
        responses: {
            /** @description Success: this is how it is now. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        user: components["schemas"]["User"];
                    };
                };
            };
            400: components["responses"]["MalformedBodyOrInvalidEncoding"];
            401: components["responses"]["InvalidAppKeyOrInvalidAuthToken"];
            403: components["responses"]["SslRequired"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description `validation_failed`: params are wrong: `errors` names each of them. */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationProblem"];
                };
            };
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    cancelUser: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. There is no body. */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["MalformedBodyOrInvalidEncoding"];
            401: components["responses"]["InvalidAppKeyOrInvalidAuthToken"];
            403: components["responses"]["SslRequired"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    logIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    user: {
                        /** @description Compared without case. */
                        email: string;
                        /**
                         * Format: password
                         * @description As it was registered.
                         */
                        password: string;
                    };
                };
                "application/x-www-form-urlencoded": {
                    /** @description Compared without case. */
                    "user[email]": string;
                    /**
                     * Format: password
                     * @description As it was registered.
                     */
                    "user[password]": string;
                };
                "multipart/form-data": {
                    /** @description Compared without case. */
                    "user[email]": string;
                    /**
                     * Format: password
                     * @description As it was registered.
                     */
                    "user[password]": string;
                };
            };
        };
        responses: {
            /** @description Success: this is how it is now. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        user: components["schemas"]["User"];
                        /** @description For every request that needs a user. It is shown only here. */
                        auth_token: string;
                    };
                };
            };
            400: components["responses"]["MalformedBodyOrInvalidEncoding"];
            401: components["responses"]["InvalidAppKeyOrInvalidCredentials"];
            403: components["responses"]["SslRequired"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description `validation_failed`: params are wrong: `errors` names each of them. */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationProblem"];
                };
            };
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    logOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. There is no body. */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["MalformedBodyOrInvalidEncoding"];
            401: components["responses"]["InvalidAppKeyOrInvalidAuthToken"];
            403: components["responses"]["SslRequired"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getProfile: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success: this is how it is now. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        profile: components["schemas"]["Profile"];
                    };
                };
            };
            400: components["responses"]["InvalidEncoding"];
            401: components["responses"]["InvalidAppKeyOrInvalidAuthToken"];
            403: components["responses"]["SslRequired"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    updateProfile: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    profile?: {
                        /**
                         * @description One of the available languages.
                         * @enum {string|null}
                         */
                        language?: "en" | "es" | null;
                        /**
                         * @description ISO 3166-1 alpha-2, in either case; empty for none.
                         * @example ES
                         */
                        country?: string | null;
                        /**
                         * @description An IANA name, links included, in any case.
                         * @example Europe/Madrid
                         */
                        time_zone?: string | null;
                    };
                };
                "application/x-www-form-urlencoded": {
                    /**
                     * @description One of the available languages.
                     * @enum {string}
                     */
                    "profile[language]"?: "en" | "es";
                    /**
                     * @description ISO 3166-1 alpha-2, in either case; empty for none.
                     * @example ES
                     */
                    "profile[country]"?: string;
                    /**
                     * @description An IANA name, links included, in any case.
                     * @example Europe/Madrid
                     */
                    "profile[time_zone]"?: string;
                };
                "multipart/form-data": {
                    /**
                     * @description One of the available languages.
                     * @enum {string}
                     */
                    "profile[language]"?: "en" | "es";
                    /**
                     * @description ISO 3166-1 alpha-2, in either case; empty for none.
                     * @example ES
                     */
                    "profile[country]"?: string;
                    /**
                     * @description An IANA name, links included, in any case.
                     * @example Europe/Madrid
                     */
                    "profile[time_zone]"?: string;
                };
            };
        };
        responses: {
            /** @description Success: this is how it is now. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        profile: components["schemas"]["Profile"];
                    };
                };
            };
            400: components["responses"]["MalformedBodyOrInvalidEncoding"];
            401: components["responses"]["InvalidAppKeyOrInvalidAuthToken"];
            403: components["responses"]["SslRequired"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description `validation_failed`: params are wrong: `errors` names each of them. */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationProblem"];
                };
            };
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listLanguages: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success: this is how it is now. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Those that are fully translated. */
                        languages: {
                            /** @description For `profile[language]`. */
                            code: string;
                            /** @description In the language itself. */
                            name: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["InvalidEncoding"];
            401: components["responses"]["InvalidAppKeyOrInvalidAuthToken"];
            403: components["responses"]["SslRequired"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listTimeZones: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success: this is how it is now. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description All IANA zones of the server, and `UTC`. */
                        time_zones: {
                            /** @description For `profile[time_zone]`. */
                            name: string;
                            /** @description As of now: `+01:00`. */
                            utc_offset: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["InvalidEncoding"];
            401: components["responses"]["InvalidAppKeyOrInvalidAuthToken"];
            403: components["responses"]["SslRequired"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listGroups: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success: this is how it is now. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description All groups of the user, by id. */
                        groups: components["schemas"]["Group"][];
                    };
                };
            };
            400: components["responses"]["InvalidEncoding"];
            401: components["responses"]["InvalidAppKeyOrInvalidAuthToken"];
            403: components["responses"]["SslRequired"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    createGroup: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    group: {
                        /** @description 1 to 255 characters after trimming. Names need not be unique. */
                        name: string;
                    };
                };
                "application/x-www-form-urlencoded": {
                    /** @description 1 to 255 characters after trimming. Names need not be unique. */
                    "group[name]": string;
                };
                "multipart/form-data": {
                    /** @description 1 to 255 characters after trimming. Names need not be unique. */
                    "group[name]": string;
                };
            };
        };
        responses: {
            /** @description It was made: this is how it is now. */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    /** @description The path of the new group. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        group: components["schemas"]["Group"];
                    };
                };
            };
            400: components["responses"]["MalformedBodyOrInvalidEncoding"];
            401: components["responses"]["InvalidAppKeyOrInvalidAuthToken"];
            403: components["responses"]["SslRequired"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description `validation_failed`: params are wrong: `errors` names each of them. */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationProblem"];
                };
            };
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getGroup: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of a group.
                 * @example 1
                 */
                group_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success: this is how it is now. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        group: components["schemas"]["Group"];
                    };
                };
            };
            400: components["responses"]["InvalidEncoding"];
            401: components["responses"]["InvalidAppKeyOrInvalidAuthToken"];
            403: components["responses"]["SslRequired"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    updateGroup: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of a group.
                 * @example 1
                 */
                group_id: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    group?: {
                        /** @description 1 to 255 characters after trimming. Names need not be unique. */
                        name?: string;
                    };
                };
                "application/x-www-form-urlencoded": {
                    /** @description 1 to 255 characters after trimming. Names need not be unique. */
                    "group[name]"?: string;
                };
                "multipart/form-data": {
                    /** @description 1 to 255 characters after trimming. Names need not be unique. */
                    "group[name]"?: string;
                };
            };
        };
        responses: {
            /** @description Success: this is how it is now. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        group: components["schemas"]["Group"];
                    };
                };
            };
            400: components["responses"]["MalformedBodyOrInvalidEncoding"];
            401: components["responses"]["InvalidAppKeyOrInvalidAuthToken"];
            403: components["responses"]["SslRequired"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description `validation_failed`: params are wrong: `errors` names each of them. */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationProblem"];
                };
            };
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    deleteGroup: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of a group.
                 * @example 1
                 */
                group_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. There is no body. */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["MalformedBodyOrInvalidEncoding"];
            401: components["responses"]["InvalidAppKeyOrInvalidAuthToken"];
            403: components["responses"]["SslRequired"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listTargets: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of a group.
                 * @example 1
                 */
                group_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success: this is how it is now. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description By id. */
                        targets: components["schemas"]["Target"][];
                    };
                };
            };
            400: components["responses"]["InvalidEncoding"];
            401: components["responses"]["InvalidAppKeyOrInvalidAuthToken"];
            403: components["responses"]["SslRequired"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getTarget: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of a group.
                 * @example 1
                 */
                group_id: number;
                /**
                 * @description The id of a monitor.
                 * @example 1
                 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success: this is how it is now. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        target: components["schemas"]["Target"];
                    };
                };
            };
            400: components["responses"]["InvalidEncoding"];
            401: components["responses"]["InvalidAppKeyOrInvalidAuthToken"];
            403: components["responses"]["SslRequired"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listTargetUrls: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of a group.
                 * @example 1
                 */
                group_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success: this is how it is now. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description By id. */
                        targets: components["schemas"]["TargetUrl"][];
                    };
                };
            };
            400: components["responses"]["InvalidEncoding"];
            401: components["responses"]["InvalidAppKeyOrInvalidAuthToken"];
            403: components["responses"]["SslRequired"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    createTargetUrl: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of a group.
                 * @example 1
                 */
                group_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    target_url: {
                        /** @description 1 to 255 characters after trimming. Names need not be unique. */
                        name: string;
                        /** @description Equal to the group of the path. */
                        group_id: number;
                        /**
                         * @description An absolute http or https URL without user info.
                         * @example https://www.example.com/
                         */
                        url: string;
                        /**
                         * @description Seconds from the start of a check to the start of the next.
                         * @default 60
                         */
                        seconds_between_checks?: number | null;
                        /**
                         * @description Seconds for one attempt.
                         * @default 10
                         */
                        timeout?: number | null;
                        /**
                         * @description Further attempts before a check counts as failed.
                         * @default 2
                         */
                        retries_per_check?: number | null;
                    };
                };
                "application/x-www-form-urlencoded": {
                    /** @description 1 to 255 characters after trimming. Names need not be unique. */
                    "target_url[name]": string;
                    /** @description Equal to the group of the path. */
                    "target_url[group_id]": number;
                    /**
                     * @description An absolute http or https URL without user info.
                     * @example https://www.example.com/
                     */
                    "target_url[url]": string;
                    /**
                     * @description Seconds from the start of a check to the start of the next.
                     * @default 60
                     */
                    "target_url[seconds_between_checks]"?: number;
                    /**
                     * @description Seconds for one attempt.
                     * @default 10
                     */
                    "target_url[timeout]"?: number;
                    /**
                     * @description Further attempts before a check counts as failed.
                     * @default 2
                     */
                    "target_url[retries_per_check]"?: number;
                };
                "multipart/form-data": {
                    /** @description 1 to 255 characters after trimming. Names need not be unique. */
                    "target_url[name]": string;
                    /** @description Equal to the group of the path. */
                    "target_url[group_id]": number;
                    /**
                     * @description An absolute http or https URL without user info.
                     * @example https://www.example.com/
                     */
                    "target_url[url]": string;
                    /**
                     * @description Seconds from the start of a check to the start of the next.
                     * @default 60
                     */
                    "target_url[seconds_between_checks]"?: number;
                    /**
                     * @description Seconds for one attempt.
                     * @default 10
                     */
                    "target_url[timeout]"?: number;
                    /**
                     * @description Further attempts before a check counts as failed.
                     * @default 2
                     */
                    "target_url[retries_per_check]"?: number;
                };
            };
        };
        responses: {
            /** @description It was made: this is how it is now. */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    /** @description The path of the new monitor. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        target: components["schemas"]["TargetUrl"];
                    };
                };
            };
            400: components["responses"]["MalformedBodyOrInvalidEncoding"];
            401: components["responses"]["InvalidAppKeyOrInvalidAuthToken"];
            403: components["responses"]["SslRequired"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description `validation_failed`: params are wrong: `errors` names each of them. */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationProblem"];
                };
            };
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    updateTargetUrl: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of a group.
                 * @example 1
                 */
                group_id: number;
                /**
                 * @description The id of a monitor.
                 * @example 1
                 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    target_url?: {
                        /** @description 1 to 255 characters after trimming. Names need not be unique. */
                        name?: string;
                        /** @description Moves it to another group of the user. */
                        group_id?: number;
                        /**
                         * @description An absolute http or https URL without user info.
                         * @example https://www.example.com/
                         */
                        url?: string;
                        /** @description Seconds from the start of a check to the start of the next. */
                        seconds_between_checks?: number | null;
                        /** @description Seconds for one attempt. */
                        timeout?: number | null;
                        /** @description Further attempts before a check counts as failed. */
                        retries_per_check?: number | null;
                    };
                };
                "application/x-www-form-urlencoded": {
                    /** @description 1 to 255 characters after trimming. Names need not be unique. */
                    "target_url[name]"?: string;
                    /** @description Moves it to another group of the user. */
                    "target_url[group_id]"?: number;
                    /**
                     * @description An absolute http or https URL without user info.
                     * @example https://www.example.com/
                     */
                    "target_url[url]"?: string;
                    /** @description Seconds from the start of a check to the start of the next. */
                    "target_url[seconds_between_checks]"?: number;
                    /** @description Seconds for one attempt. */
                    "target_url[timeout]"?: number;
                    /** @description Further attempts before a check counts as failed. */
                    "target_url[retries_per_check]"?: number;
                };
                "multipart/form-data": {
                    /** @description 1 to 255 characters after trimming. Names need not be unique. */
                    "target_url[name]"?: string;
                    /** @description Moves it to another group of the user. */
                    "target_url[group_id]"?: number;
                    /**
                     * @description An absolute http or https URL without user info.
                     * @example https://www.example.com/
                     */
                    "target_url[url]"?: string;
                    /** @description Seconds from the start of a check to the start of the next. */
                    "target_url[seconds_between_checks]"?: number;
                    /** @description Seconds for one attempt. */
                    "target_url[timeout]"?: number;
                    /** @description Further attempts before a check counts as failed. */
                    "target_url[retries_per_check]"?: number;
                };
            };
        };
        responses: {
            /** @description Success: this is how it is now. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        target: components["schemas"]["TargetUrl"];
                    };
                };
            };
            400: components["responses"]["MalformedBodyOrInvalidEncoding"];
            401: components["responses"]["InvalidAppKeyOrInvalidAuthToken"];
            403: components["responses"]["SslRequired"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description `validation_failed`: params are wrong: `errors` names each of them. */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationProblem"];
                };
            };
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    deleteTargetUrl: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of a group.
                 * @example 1
                 */
                group_id: number;
                /**
                 * @description The id of a monitor.
                 * @example 1
                 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. There is no body. */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["MalformedBodyOrInvalidEncoding"];
            401: components["responses"]["InvalidAppKeyOrInvalidAuthToken"];
            403: components["responses"]["SslRequired"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listTargetCustomPorts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of a group.
                 * @example 1
                 */
                group_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success: this is how it is now. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description By id. */
                        targets: components["schemas"]["TargetCustomPort"][];
                    };
                };
            };
            400: components["responses"]["InvalidEncoding"];
            401: components["responses"]["InvalidAppKeyOrInvalidAuthToken"];
            403: components["responses"]["SslRequired"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    createTargetCustomPort: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of a group.
                 * @example 1
                 */
                group_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    target_custom_port: {
                        /** @description 1 to 255 characters after trimming. Names need not be unique. */
                        name: string;
                        /** @description Equal to the group of the path. */
                        group_id: number;
                        /**
                         * @description A DNS name (IDNs as well) or an IPv4 or IPv6 address; no scheme, no port, no brackets.
                         * @example db.example.com
                         */
                        host: string;
                        /** @description A TCP port. */
                        port_number: number;
                        /**
                         * @description Seconds from the start of a check to the start of the next.
                         * @default 60
                         */
                        seconds_between_checks?: number | null;
                        /**
                         * @description Seconds for one attempt.
                         * @default 10
                         */
                        timeout?: number | null;
                        /**
                         * @description Further attempts before a check counts as failed.
                         * @default 2
                         */
                        retries_per_check?: number | null;
                    };
                };
                "application/x-www-form-urlencoded": {
                    /** @description 1 to 255 characters after trimming. Names need not be unique. */
                    "target_custom_port[name]": string;
                    /** @description Equal to the group of the path. */
                    "target_custom_port[group_id]": number;
                    /**
                     * @description A DNS name (IDNs as well) or an IPv4 or IPv6 address; no scheme, no port, no brackets.
                     * @example db.example.com
                     */
                    "target_custom_port[host]": string;
                    /** @description A TCP port. */
                    "target_custom_port[port_number]": number;
                    /**
                     * @description Seconds from the start of a check to the start of the next.
                     * @default 60
                     */
                    "target_custom_port[seconds_between_checks]"?: number;
                    /**
                     * @description Seconds for one attempt.
                     * @default 10
                     */
                    "target_custom_port[timeout]"?: number;
                    /**
                     * @description Further attempts before a check counts as failed.
                     * @default 2
                     */
                    "target_custom_port[retries_per_check]"?: number;
                };
                "multipart/form-data": {
                    /** @description 1 to 255 characters after trimming. Names need not be unique. */
                    "target_custom_port[name]": string;
                    /** @description Equal to the group of the path. */
                    "target_custom_port[group_id]": number;
                    /**
                     * @description A DNS name (IDNs as well) or an IPv4 or IPv6 address; no scheme, no port, no brackets.
                     * @example db.example.com
                     */
                    "target_custom_port[host]": string;
                    /** @description A TCP port. */
                    "target_custom_port[port_number]": number;
                    /**
                     * @description Seconds from the start of a check to the start of the next.
                     * @default 60
                     */
                    "target_custom_port[seconds_between_checks]"?: number;
                    /**
                     * @description Seconds for one attempt.
                     * @default 10
                     */
                    "target_custom_port[timeout]"?: number;
                    /**
                     * @description Further attempts before a check counts as failed.
                     * @default 2
                     */
                    "target_custom_port[retries_per_check]"?: number;
                };
            };
        };
        responses: {
            /** @description It was made: this is how it is now. */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    /** @description The path of the new monitor. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        target: components["schemas"]["TargetCustomPort"];
                    };
                };
            };
            400: components["responses"]["MalformedBodyOrInvalidEncoding"];
            401: components["responses"]["InvalidAppKeyOrInvalidAuthToken"];
            403: components["responses"]["SslRequired"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description `validation_failed`: params are wrong: `errors` names each of them. */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationProblem"];
                };
            };
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    updateTargetCustomPort: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of a group.
                 * @example 1
                 */
                group_id: number;
                /**
                 * @description The id of a monitor.
                 * @example 2
                 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    target_custom_port?: {
                        /** @description 1 to 255 characters after trimming. Names need not be unique. */
                        name?: string;
                        /** @description Moves it to another group of the user. */
                        group_id?: number;
                        /**
                         * @description A DNS name (IDNs as well) or an IPv4 or IPv6 address; no scheme, no port, no brackets.
                         * @example db.example.com
                         */
                        host?: string;
                        /** @description A TCP port. */
                        port_number?: number;
                        /** @description Seconds from the start of a check to the start of the next. */
                        seconds_between_checks?: number | null;
                        /** @description Seconds for one attempt. */
                        timeout?: number | null;
                        /** @description Further attempts before a check counts as failed. */
                        retries_per_check?: number | null;
                    };
                };
                "application/x-www-form-urlencoded": {
                    /** @description 1 to 255 characters after trimming. Names need not be unique. */
                    "target_custom_port[name]"?: string;
                    /** @description Moves it to another group of the user. */
                    "target_custom_port[group_id]"?: number;
                    /**
                     * @description A DNS name (IDNs as well) or an IPv4 or IPv6 address; no scheme, no port, no brackets.
                     * @example db.example.com
                     */
                    "target_custom_port[host]"?: string;
                    /** @description A TCP port. */
                    "target_custom_port[port_number]"?: number;
                    /** @description Seconds from the start of a check to the start of the next. */
                    "target_custom_port[seconds_between_checks]"?: number;
                    /** @description Seconds for one attempt. */
                    "target_custom_port[timeout]"?: number;
                    /** @description Further attempts before a check counts as failed. */
                    "target_custom_port[retries_per_check]"?: number;
                };
                "multipart/form-data": {
                    /** @description 1 to 255 characters after trimming. Names need not be unique. */
                    "target_custom_port[name]"?: string;
                    /** @description Moves it to another group of the user. */
                    "target_custom_port[group_id]"?: number;
                    /**
                     * @description A DNS name (IDNs as well) or an IPv4 or IPv6 address; no scheme, no port, no brackets.
                     * @example db.example.com
                     */
                    "target_custom_port[host]"?: string;
                    /** @description A TCP port. */
                    "target_custom_port[port_number]"?: number;
                    /** @description Seconds from the start of a check to the start of the next. */
                    "target_custom_port[seconds_between_checks]"?: number;
                    /** @description Seconds for one attempt. */
                    "target_custom_port[timeout]"?: number;
                    /** @description Further attempts before a check counts as failed. */
                    "target_custom_port[retries_per_check]"?: number;
                };
            };
        };
        responses: {
            /** @description Success: this is how it is now. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        target: components["schemas"]["TargetCustomPort"];
                    };
                };
            };
            400: components["responses"]["MalformedBodyOrInvalidEncoding"];
            401: components["responses"]["InvalidAppKeyOrInvalidAuthToken"];
            403: components["responses"]["SslRequired"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description `validation_failed`: params are wrong: `errors` names each of them. */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationProblem"];
                };
            };
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    deleteTargetCustomPort: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of a group.
                 * @example 1
                 */
                group_id: number;
                /**
                 * @description The id of a monitor.
                 * @example 2
                 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. There is no body. */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["MalformedBodyOrInvalidEncoding"];
            401: components["responses"]["InvalidAppKeyOrInvalidAuthToken"];
            403: components["responses"]["SslRequired"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listTargetPings: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of a group.
                 * @example 1
                 */
                group_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success: this is how it is now. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description By id. */
                        targets: components["schemas"]["TargetPing"][];
                    };
                };
            };
            400: components["responses"]["InvalidEncoding"];
            401: components["responses"]["InvalidAppKeyOrInvalidAuthToken"];
            403: components["responses"]["SslRequired"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    createTargetPing: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of a group.
                 * @example 1
                 */
                group_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    target_ping: {
                        /** @description 1 to 255 characters after trimming. Names need not be unique. */
                        name: string;
                        /** @description Equal to the group of the path. */
                        group_id: number;
                        /**
                         * @description A DNS name (IDNs as well) or an IPv4 or IPv6 address; no scheme, no port, no brackets.
                         * @example db.example.com
                         */
                        host: string;
                        /**
                         * @description Seconds from the start of a check to the start of the next.
                         * @default 60
                         */
                        seconds_between_checks?: number | null;
                        /**
                         * @description Seconds for one attempt.
                         * @default 10
                         */
                        timeout?: number | null;
                        /**
                         * @description Further attempts before a check counts as failed.
                         * @default 2
                         */
                        retries_per_check?: number | null;
                    };
                };
                "application/x-www-form-urlencoded": {
                    /** @description 1 to 255 characters after trimming. Names need not be unique. */
                    "target_ping[name]": string;
                    /** @description Equal to the group of the path. */
                    "target_ping[group_id]": number;
                    /**
                     * @description A DNS name (IDNs as well) or an IPv4 or IPv6 address; no scheme, no port, no brackets.
                     * @example db.example.com
                     */
                    "target_ping[host]": string;
                    /**
                     * @description Seconds from the start of a check to the start of the next.
                     * @default 60
                     */
                    "target_ping[seconds_between_checks]"?: number;
                    /**
                     * @description Seconds for one attempt.
                     * @default 10
                     */
                    "target_ping[timeout]"?: number;
                    /**
                     * @description Further attempts before a check counts as failed.
                     * @default 2
                     */
                    "target_ping[retries_per_check]"?: number;
                };
                "multipart/form-data": {
                    /** @description 1 to 255 characters after trimming. Names need not be unique. */
                    "target_ping[name]": string;
                    /** @description Equal to the group of the path. */
                    "target_ping[group_id]": number;
                    /**
                     * @description A DNS name (IDNs as well) or an IPv4 or IPv6 address; no scheme, no port, no brackets.
                     * @example db.example.com
                     */
                    "target_ping[host]": string;
                    /**
                     * @description Seconds from the start of a check to the start of the next.
                     * @default 60
                     */
                    "target_ping[seconds_between_checks]"?: number;
                    /**
                     * @description Seconds for one attempt.
                     * @default 10
                     */
                    "target_ping[timeout]"?: number;
                    /**
                     * @description Further attempts before a check counts as failed.
                     * @default 2
                     */
                    "target_ping[retries_per_check]"?: number;
                };
            };
        };
        responses: {
            /** @description It was made: this is how it is now. */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    /** @description The path of the new monitor. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        target: components["schemas"]["TargetPing"];
                    };
                };
            };
            400: components["responses"]["MalformedBodyOrInvalidEncoding"];
            401: components["responses"]["InvalidAppKeyOrInvalidAuthToken"];
            403: components["responses"]["SslRequired"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description `validation_failed`: params are wrong: `errors` names each of them. */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationProblem"];
                };
            };
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    updateTargetPing: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of a group.
                 * @example 1
                 */
                group_id: number;
                /**
                 * @description The id of a monitor.
                 * @example 3
                 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    target_ping?: {
                        /** @description 1 to 255 characters after trimming. Names need not be unique. */
                        name?: string;
                        /** @description Moves it to another group of the user. */
                        group_id?: number;
                        /**
                         * @description A DNS name (IDNs as well) or an IPv4 or IPv6 address; no scheme, no port, no brackets.
                         * @example db.example.com
                         */
                        host?: string;
                        /** @description Seconds from the start of a check to the start of the next. */
                        seconds_between_checks?: number | null;
                        /** @description Seconds for one attempt. */
                        timeout?: number | null;
                        /** @description Further attempts before a check counts as failed. */
                        retries_per_check?: number | null;
                    };
                };
                "application/x-www-form-urlencoded": {
                    /** @description 1 to 255 characters after trimming. Names need not be unique. */
                    "target_ping[name]"?: string;
                    /** @description Moves it to another group of the user. */
                    "target_ping[group_id]"?: number;
                    /**
                     * @description A DNS name (IDNs as well) or an IPv4 or IPv6 address; no scheme, no port, no brackets.
                     * @example db.example.com
                     */
                    "target_ping[host]"?: string;
                    /** @description Seconds from the start of a check to the start of the next. */
                    "target_ping[seconds_between_checks]"?: number;
                    /** @description Seconds for one attempt. */
                    "target_ping[timeout]"?: number;
                    /** @description Further attempts before a check counts as failed. */
                    "target_ping[retries_per_check]"?: number;
                };
                "multipart/form-data": {
                    /** @description 1 to 255 characters after trimming. Names need not be unique. */
                    "target_ping[name]"?: string;
                    /** @description Moves it to another group of the user. */
                    "target_ping[group_id]"?: number;
                    /**
                     * @description A DNS name (IDNs as well) or an IPv4 or IPv6 address; no scheme, no port, no brackets.
                     * @example db.example.com
                     */
                    "target_ping[host]"?: string;
                    /** @description Seconds from the start of a check to the start of the next. */
                    "target_ping[seconds_between_checks]"?: number;
                    /** @description Seconds for one attempt. */
                    "target_ping[timeout]"?: number;
                    /** @description Further attempts before a check counts as failed. */
                    "target_ping[retries_per_check]"?: number;
                };
            };
        };
        responses: {
            /** @description Success: this is how it is now. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        target: components["schemas"]["TargetPing"];
                    };
                };
            };
            400: components["responses"]["MalformedBodyOrInvalidEncoding"];
            401: components["responses"]["InvalidAppKeyOrInvalidAuthToken"];
            403: components["responses"]["SslRequired"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description `validation_failed`: params are wrong: `errors` names each of them. */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationProblem"];
                };
            };
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    deleteTargetPing: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of a group.
                 * @example 1
                 */
                group_id: number;
                /**
                 * @description The id of a monitor.
                 * @example 3
                 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. There is no body. */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["MalformedBodyOrInvalidEncoding"];
            401: components["responses"]["InvalidAppKeyOrInvalidAuthToken"];
            403: components["responses"]["SslRequired"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listEvents: {
        parameters: {
            query?: {
                /**
                 * @description ISO 8601 date or date-time; one without an offset is in the user's time zone. A date is its first instant. Without it: midnight of the day in which the range ends.
                 * @example 2026-01-15
                 */
                "date_range[from]"?: string;
                /**
                 * @description ISO 8601 date or date-time; one without an offset is in the user's time zone. A date includes that whole day. Without it, and at most: now.
                 * @example 2026-01-15
                 */
                "date_range[to]"?: string;
                /**
                 * @description Ids of monitors, separated by commas. Absent or empty: all of them.
                 * @example 1,2,3
                 */
                target_ids?: string;
                /** @description Form of the answer. Without it, what the header `Accept` prefers: `text/csv`, else JSON. */
                format?: "json" | "csv";
                /**
                 * @description Events in one answer. Default: 1,000; in CSV, where neither `limit` nor `cursor` is given, all of the range.
                 * @example 10
                 */
                limit?: number;
                /** @description `next_cursor` of the page before, in CSV its header `X-Next-Cursor`, which the last page has not; none for the first page. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success: this is how it is now. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    /** @description Of CSV: under which name to keep it. */
                    "Content-Disposition"?: string;
                    /** @description Of CSV: `cursor` of the next page. The last page has none, and neither has JSON. */
                    "X-Next-Cursor"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        date_range: components["schemas"]["DateRange"];
                        /** @description Those that started in the range, newest first. */
                        events: components["schemas"]["Event"][];
                        /** @description `cursor` of the next page; null on the last one. */
                        next_cursor: string | null;
                    };
                    "text/csv": string;
                };
            };
            400: components["responses"]["InvalidEncoding"];
            401: components["responses"]["InvalidAppKeyOrInvalidAuthToken"];
            403: components["responses"]["SslRequired"];
            /** @description `validation_failed`: params are wrong: `errors` names each of them. */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationProblem"];
                };
            };
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listUptimes: {
        parameters: {
            query?: {
                /**
                 * @description ISO 8601 date or date-time; one without an offset is in the user's time zone. A date is its first instant. Without it: midnight of the day in which the range ends.
                 * @example 2026-01-15
                 */
                "date_range[from]"?: string;
                /**
                 * @description ISO 8601 date or date-time; one without an offset is in the user's time zone. A date includes that whole day. Without it, and at most: now.
                 * @example 2026-01-15
                 */
                "date_range[to]"?: string;
                /**
                 * @description Ids of monitors, separated by commas. Absent or empty: all of them.
                 * @example 1,2,3
                 */
                target_ids?: string;
                /** @description Form of the answer. Without it, what the header `Accept` prefers: `text/csv`, else JSON. */
                format?: "json" | "csv";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success: this is how it is now. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    /** @description Of CSV: under which name to keep it. */
                    "Content-Disposition"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        date_range: components["schemas"]["DateRange"];
                        /** @description By target_id. */
                        uptimes: components["schemas"]["Uptime"][];
                    };
                    "text/csv": string;
                };
            };
            400: components["responses"]["InvalidEncoding"];
            401: components["responses"]["InvalidAppKeyOrInvalidAuthToken"];
            403: components["responses"]["SslRequired"];
            /** @description `validation_failed`: params are wrong: `errors` names each of them. */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationProblem"];
                };
            };
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listResponseTimes: {
        parameters: {
            query?: {
                /**
                 * @description ISO 8601 date or date-time; one without an offset is in the user's time zone. A date is its first instant. Without it: midnight of the day in which the range ends.
                 * @example 2026-01-15
                 */
                "date_range[from]"?: string;
                /**
                 * @description ISO 8601 date or date-time; one without an offset is in the user's time zone. A date includes that whole day. Without it, and at most: now.
                 * @example 2026-01-15
                 */
                "date_range[to]"?: string;
                /**
                 * @description Ids of monitors, separated by commas. Absent or empty: all of them.
                 * @example 1,2,3
                 */
                target_ids?: string;
                /** @description Form of the answer. Without it, what the header `Accept` prefers: `text/csv`, else JSON. */
                format?: "json" | "csv";
                /**
                 * @description Size of the buckets of `series`, at most 2,000 of them. Without it: a minute for ranges up to 6 hours, 5 minutes up to 2 days, an hour up to 31 days, a day beyond.
                 * @example 5minutes
                 */
                interval?: "minute" | "5minutes" | "hour" | "day";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success: this is how it is now. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    /** @description Of CSV: under which name to keep it. */
                    "Content-Disposition"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        date_range: components["schemas"]["DateRange"];
                        /** @description By target_id. */
                        response_times: components["schemas"]["ResponseTimes"][];
                    };
                    "text/csv": string;
                };
            };
            400: components["responses"]["InvalidEncoding"];
            401: components["responses"]["InvalidAppKeyOrInvalidAuthToken"];
            403: components["responses"]["SslRequired"];
            /** @description `validation_failed`: params are wrong: `errors` names each of them. */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ValidationProblem"];
                };
            };
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
}
