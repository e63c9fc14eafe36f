export declare const root: string;
export declare function importing(specifier: string): readonly string[];
export declare function loadedBy(args: readonly string[]): readonly string[];
export declare function bytesOf(files: readonly string[]): number;
export declare function packageOf(file: string): string;
