// No script: k6 says so when it reads it.
export default function ( {
