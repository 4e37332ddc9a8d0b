/** Style sheets that a module brings along: the build puts them into a file beside it. */
declare module '*.css'
